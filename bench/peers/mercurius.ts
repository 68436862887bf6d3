/** Mercurius on Fastify, its queries compiled from the first time on; warm: mercurius-cache. */

import Fastify from 'fastify';
import mercurius from 'mercurius';
import cache from 'mercurius-cache';
import { ready } from '../process/announce.ts';
import { readSetting } from '../process/setting.ts';
import { createContext, resolvers, typeDefs } from './schema.ts';
import { createVendorClient } from './vendor-client.ts';

const { backendUrl, caching } = readSetting(process.env);
const vendor = createVendorClient(backendUrl);
const app = Fastify();
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1, context: () => createContext(vendor) });
// It keeps what resolvers give, not whole answers; no plugin of Mercurius does. The three that ask the vendor are kept.
const policy = { Tenant: { facilities: true }, Facility: { meters: true }, Meter: { consumption: true } };
const storage = { type: 'memory', options: { size: 100_000 } };
if (caching === 'warm') app.register(cache, { ttl: 3_600, policy, storage });
await app.listen({ port: 0, host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
ready(app.server.address().port);
