/** Apollo Server's standalone server; warm: its response cache. */

import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import { startStandaloneServer } from '@apollo/server/standalone';
import responseCachePlugin from '@apollo/server-plugin-response-cache';
import { ready } from '../process/announce.ts';
import { readSetting } from '../process/setting.ts';
import { createContext, resolvers, typeDefs } from './schema.ts';
import { createVendorClient } from './vendor-client.ts';

const { backendUrl, caching } = readSetting(process.env);
const vendor = createVendorClient(backendUrl);
const server = new ApolloServer({
  ...{ typeDefs, resolvers, introspection: false },
  plugins: caching === 'warm' ? [ApolloServerPluginCacheControl({ defaultMaxAge: 3600 }), responseCachePlugin()] : [],
});
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async () => createContext(vendor),
});
process.on('SIGTERM', () => process.exit(0));
ready(Number(new URL(url).port));
