import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { reportFailedMembers } from './partial-errors.ts';
import { keepTogether } from './resolve-together.ts';
import { resolvers } from './resolvers/index.ts';
import { scalars } from './scalars.ts';

const sdlFolder = new URL('../../schema/', import.meta.url);

/** The executable schema: all files of `schema/`, and the resolvers. Throws when the two do not fit. */
export function createSchema(): GraphQLSchema {
  const files = readdirSync(sdlFolder).filter((name) => name.endsWith('.graphql'));
  const schema = makeExecutableSchema({
    typeDefs: files.sort().map((name) => readFileSync(new URL(name, sdlFolder), 'utf8')),
    resolvers: [scalars, ...resolvers],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error', requireResolversForResolveType: 'error' },
  });
  return reportFailedMembers(keepTogether(schema, resolvers));
}
