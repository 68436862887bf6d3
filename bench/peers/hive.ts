/**
 * Hive Gateway with jit. Its fields are resolved by `additionalResolvers`, its documented way to bring code of one's own:
 * the same resolvers and loaders as the other peers', with no second server between it and the vendor. Warm: its response
 * cache, without the jit plugin, which takes the place of the execution that fills it.
 */

import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import InMemoryLRUCache from '@graphql-mesh/cache-inmemory-lru';
import { useJIT } from '@graphql-mesh/plugin-jit';
import { announce } from '../process/announce.ts';
import { readSetting } from '../process/setting.ts';
import { createContext, resolvers, typeDefs } from './schema.ts';
import { createVendorClient } from './vendor-client.ts';

const { backendUrl, caching } = readSetting(process.env);
const vendor = createVendorClient(backendUrl);
const gateway = createGatewayRuntime({
  subgraph: typeDefs,
  additionalResolvers: resolvers,
  plugins: () => [
    ...(caching === 'warm' ? [] : [useJIT()]),
    { onContextBuilding: ({ extendContext }) => extendContext(createContext(vendor)) },
  ],
  ...(caching === 'warm' && {
    cache: new InMemoryLRUCache(),
    responseCaching: { session: () => null, ttl: 3_600_000 },
  }),
  ...{ logging: false, graphiql: false, landingPage: false },
});
announce(createServer(gateway));
