/** GraphQL Yoga on node:http with graphql-jit; warm: its response cache. */

import { createServer } from 'node:http';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { useResponseCache } from '@graphql-yoga/plugin-response-cache';
import { createSchema, createYoga } from 'graphql-yoga';
import { announce } from '../process/announce.ts';
import { readSetting } from '../process/setting.ts';
import { createContext, resolvers, typeDefs } from './schema.ts';
import { createVendorClient } from './vendor-client.ts';

const { backendUrl, caching } = readSetting(process.env);
const vendor = createVendorClient(backendUrl);
const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => createContext(vendor),
  plugins: [
    useGraphQlJit(),
    ...(caching === 'warm' ? [useResponseCache({ session: () => null, ttl: 3_600_000 })] : []),
  ],
  ...{ logging: false, graphiql: false },
});
announce(createServer(yoga));
