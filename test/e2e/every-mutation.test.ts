/** What is promised of every mutation alike, over the whole gateway and all five sandboxes. */

import { isInputObjectType, isNonNullType } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { everyMutation, type MutationCase } from '../support/every-mutation.ts';
import { documentOf, type MutationWorld, mutationFields, startMutationWorld } from '../support/mutation-world.ts';
import type { Answer } from '../support/sandboxed-gateway.ts';

let world: MutationWorld;
beforeAll(async () => {
  world = await startMutationWorld();
});
afterEach(() => world.cancelParked());
afterAll(() => world.stop());

const cases = everyMutation.map((mutation) => [mutation.name, mutation] as const);
const writesOf = ({ write }: MutationCase) => {
  if (!write) return 0;
  const { method, path } = write;
  return world.sandboxes[write.vendor].calls.filter((call) => call.method === method && call.path.includes(path))
    .length;
};
const payloadOf = ({ name }: MutationCase, { data, errors }: Answer) => {
  expect(errors).toEqual([]);
  return data[name];
};

describe('the schema', () => {
  test('has no mutation that the table of all mutations lacks, and the table no other', () => {
    expect(everyMutation.map(({ name }) => name).sort()).toEqual(mutationFields.map(({ name }) => name).sort());
  });

  test.each(mutationFields.map((field) => [field.name, field] as const))(
    '%s takes one input with a key',
    (_, field) => {
      expect(field.args.map(({ name }) => name)).toEqual(['input']);
      const type = field.args[0]?.type;
      const input = isNonNullType(type) ? type.ofType : undefined;
      const key = isInputObjectType(input) ? input.getFields().idempotencyKey : undefined;
      expect(String(key?.type)).toBe('String');
      expect(key?.description).toBeTruthy();
    },
  );

  test.each(mutationFields.map((field) => [field.name, field] as const))('%s answers with user errors', (_, field) => {
    const document = documentOf(field.name);
    expect(document).toMatch(/userErrors \{ code message field \}/);
    expect(String(field.type)).toMatch(/Payload!$/);
  });
});

describe('every mutation', () => {
  test.each(cases)('%s is done once for one key, and answers the same again', async (name, mutation) => {
    const given = await mutation.input(world);
    const before = writesOf(mutation);
    const input = { ...given, idempotencyKey: `key of ${name}` };
    const first = await world.mutate(name, input);
    expect(payloadOf(mutation, first).userErrors).toHaveLength(mutation.refused ? 1 : 0);
    await world.jobsEnded();
    const done = writesOf(mutation) - before;
    const again = await world.mutate(name, input);
    await world.jobsEnded();
    expect(again.data).toEqual(first.data);
    expect([done, writesOf(mutation) - before]).toEqual(mutation.write ? [1, 1] : [0, 0]);
  });

  test.each(cases)('%s needs the role write, and does nothing without it', async (name, mutation) => {
    const input = await mutation.input(world);
    const before = writesOf(mutation);
    const response = await fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'reader-of-acme' },
      body: JSON.stringify({ query: documentOf(name), variables: { input } }),
    });
    const { errors } = await response.json();
    expect([response.status, errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
    await world.jobsEnded();
    expect(writesOf(mutation)).toBe(before);
  });
});
