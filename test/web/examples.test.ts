import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const read = (folder: URL) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

const schema = buildSchema(
  read(new URL('../../schema/', import.meta.url))
    .map(({ text }) => text)
    .join('\n'),
);
const examples = read(new URL('../../web/examples/', import.meta.url));

describe('the example queries of GraphiQL', () => {
  it('are eight, of which the last is the live subscription', () => {
    expect(examples).toHaveLength(8);
    const kinds = examples.map(({ text }) => operationOf(text).operation);
    expect(kinds).toEqual([...Array(7).fill('query'), 'subscription']);
  });

  it.each(examples)('$name fits the schema', ({ text }) => {
    expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
  });

  it('are named, each by a name of its own, since the name is the title of the tab', () => {
    const names = examples.map(({ text }) => operationOf(text).name?.value ?? '');
    expect(new Set(names).size).toBe(8);
    expect(names).not.toContain('');
  });
});

function operationOf(text: string) {
  const [operation, ...others] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) throw new Error('one operation an example');
  return operation;
}
