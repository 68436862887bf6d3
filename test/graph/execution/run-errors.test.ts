import { makeExecutableSchema } from '@graphql-tools/schema';
import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { AppError, toAppError } from '../../../src/errors.ts';
import { createCompiledExecutor } from '../../../src/graph/execution/executor.ts';

const typeDefs = 'type Query { meters: [Meter]! } type Meter { power: Int bug: Int caught: Int need: Int! }';

async function run(client: AbortController, query: string) {
  const document = parse(query);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const resolvers = {
    Query: { meters: () => [1, 2, 3] },
    Meter: {
      power: async () => {
        client.signal.throwIfAborted();
        await new Promise((resolve) => client.signal.addEventListener('abort', resolve));
        throw new AppError('VENDOR_TIMEOUT', 'cut');
      },
      bug: async (meter: number) => {
        if (meter === 2) throw new TypeError('a bug');
        return meter;
      },
      // As loaders hand on what they caught.
      caught: async () => {
        await new Promise((resolve) => client.signal.addEventListener('abort', resolve));
        return toAppError(new TypeError('a caught bug'));
      },
      need: () => {
        client.abort(new Error('gone'));
        throw new AppError('VENDOR_TIMEOUT', 'cut');
      },
    },
  };
  const execute = createCompiledExecutor(makeExecutableSchema({ typeDefs, resolvers }), {});
  const executing = execute({
    ...{ document, operation: operation as OperationDefinitionNode, variables: {}, contextValue: {} },
    client,
  });
  await new Promise((resolve) => setImmediate(resolve));
  client.abort(new Error('gone'));
  return executing;
}

test('one error stands for all that come once the client has gone, but for what is a fault of ours', async () => {
  const { errors } = await run(new AbortController(), '{ meters { power bug } }');
  expect(errors.map(({ message }) => message)).toEqual(['a bug', 'The client has gone.']);
  expect(errors[1]?.originalError).toMatchObject({ code: 'OPERATION_TIMEOUT' });
});

test('a fault of ours that somebody caught on the way is told as well', async () => {
  const { errors } = await run(new AbortController(), '{ meters { caught } }');
  expect(errors).toHaveLength(3);
  expect(errors[0]?.originalError).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', cause: { message: 'a caught bug' } });
});

test('one error stands also for what fails at once below fields that must not be null', async () => {
  const { errors } = await run(new AbortController(), '{ meters { need } }');
  expect(errors.map(({ message }) => message)).toEqual(['The client has gone.']);
});
