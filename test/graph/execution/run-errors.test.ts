import { makeExecutableSchema } from '@graphql-tools/schema';
import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { createCompiledExecutor } from '../../../src/graph/execution/executor.ts';

const typeDefs = 'type Query { meters: [Meter!]! } type Meter { power: Int bug: Int }';
const document = parse('{ meters { power bug } }');
const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);

async function run(client: AbortController) {
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
  const { errors } = await run(new AbortController());
  expect(errors.map(({ message }) => message)).toEqual(['a bug', 'The client has gone.']);
  expect(errors[1]?.originalError).toMatchObject({ code: 'OPERATION_TIMEOUT' });
});
