/**
 * The hand-written backend-for-frontend: a route a page, the vendor asked as directly as can be, the answer put together
 * by hand. No GraphQL, no authentication, no limits.
 */

import { createServer } from 'node:http';
import { createVendorClient, type MeterValues } from '../peers/vendor-client.ts';
import { announce } from '../process/announce.ts';
import { readBody } from '../process/read-body.ts';
import { readSetting } from '../process/setting.ts';
import { tenant } from '../queries/queries.ts';

interface Variables {
  readonly id?: string;
  readonly from: string;
  readonly to: string;
}

const { backendUrl } = readSetting(process.env);
const vendor = createVendorClient(backendUrl);

const points = (values: MeterValues) => ({
  unit: 'KWH',
  points: values.values.map(({ timestamp, value }) => ({ at: timestamp, value })),
});
const columns = (values: MeterValues) => ({
  unit: 'KWH',
  timestamps: values.values.map(({ timestamp }) => timestamp),
  values: values.values.map(({ value }) => value),
});

const routes: Readonly<Record<string, (variables: Variables) => Promise<unknown>>> = {
  '/big': (variables) => page(variables, points),
  '/columns': (variables) => page(variables, columns),
  '/tiny': async () => ({ data: { tenant, node: null } }),
};

async function page({ from, to }: Variables, toSeries: (values: MeterValues) => unknown): Promise<unknown> {
  const facilities = await vendor.facilities();
  const meters = await vendor.meters(facilities.map(({ id }) => id));
  const values = await vendor.values(
    meters.map(({ id }) => id),
    from,
    to,
  );
  const valuesById = new Map(values.map((own) => [own.meterId, own]));
  const metersByFacility = Map.groupBy(meters, ({ facilityId }) => facilityId);
  const nodes = facilities.map(({ id, name }) => ({
    name,
    meters: {
      nodes: (metersByFacility.get(id) ?? []).map((meter) => {
        const own = valuesById.get(meter.id);
        return { name: meter.name, consumption: own ? toSeries(own) : null };
      }),
    },
  }));
  return { data: { tenant: { facilities: { nodes } } } };
}

const server = createServer(async (request, response) => {
  const route = routes[request.url ?? ''];
  try {
    const { variables } = JSON.parse(await readBody(request));
    const body = Buffer.from(JSON.stringify(await route?.(variables)));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  } catch (error) {
    response.writeHead(500);
    response.end(String(error));
  }
});
announce(server);
