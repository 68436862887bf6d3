/**
 * Provisioning: complete snapshots. What a snapshot leaves out is gone; the same data twice is answered 208. Work on the
 * data is done in steps, one a look at the status.
 */

import { z } from 'zod';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { ProblemError } from './problem.ts';
import { jsonBody, parameters } from './request.ts';

const customersSchema = z.array(
  z.strictObject({
    productCode: z.int32(),
    externalCustomerName: z.string().min(1),
    externalCustomerId: z.string().min(1),
  }),
);

const meterSchema = z.strictObject({
  externalMeterId: z.string().min(1),
  name: z.string(),
  quantityId: z.int32(),
  get subMeters() {
    return z.array(meterSchema).optional();
  },
});

const dataSchema = z.array(
  z.strictObject({
    externalCustomerId: z.string().min(1),
    facilities: z.array(
      z.strictObject({
        externalFacilityId: z.string().min(1),
        name: z.string(),
        properties: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
        meters: z.array(meterSchema),
      }),
    ),
  }),
);

export type ProvisionedCustomer = z.infer<typeof customersSchema>[number];

export interface Provisioning {
  readonly customers: readonly ProvisionedCustomer[];
  /** Customers with data. */
  readonly dataCustomerIds: readonly string[];
  upsertCustomers(request: SandboxRequest): SandboxReply;
  upsertData(request: SandboxRequest): SandboxReply;
  status(request: SandboxRequest): SandboxReply;
}

const steps = ['Pending', 'Processing', 'Completed'] as const;

export function createProvisioning(): Provisioning {
  let customers: readonly ProvisionedCustomer[] = [];
  let data: z.infer<typeof dataSchema> = [];
  let lastData: { readonly text: string; readonly id: string } | undefined;
  const looks = new Map<string, { seen: number; readonly errors: readonly string[] }>();

  return {
    get customers() {
      return customers;
    },
    get dataCustomerIds() {
      return data.map(({ externalCustomerId }) => externalCustomerId);
    },
    upsertCustomers(request) {
      const snapshot = parse(customersSchema, request);
      assertOnce(snapshot.map(({ externalCustomerId }) => externalCustomerId));
      customers = snapshot;
      data = data.filter(({ externalCustomerId: id }) => snapshot.some((kept) => kept.externalCustomerId === id));
      return { status: 202 };
    },
    upsertData(request) {
      const snapshot = parse(dataSchema, request);
      assertOnce(snapshot.map(({ externalCustomerId }) => externalCustomerId));
      const text = JSON.stringify(snapshot);
      if (lastData?.text === text) return { status: 208, json: { id: lastData.id } };
      const unknown = snapshot.filter(({ externalCustomerId: id }) =>
        customers.every((c) => c.externalCustomerId !== id),
      );
      lastData = { text, id: `provisioning-${looks.size + 1}` };
      looks.set(lastData.id, { seen: 0, errors: unknown.map((c) => `no customer ${c.externalCustomerId}`) });
      if (unknown.length === 0) data = snapshot;
      return { status: 202, json: { id: lastData.id } };
    },
    status(request) {
      const id = parameters(request, 'id')[0] ?? '';
      const look = looks.get(id);
      if (!look) throw new ProblemError(404, 'no such provisioning id', 'id');
      const step = steps[Math.min(look.seen, steps.length - 1)];
      look.seen += 1;
      const status = step === 'Completed' && look.errors.length > 0 ? 'Failed' : step;
      return { status: 200, json: { id, status, errors: status === 'Failed' ? look.errors : [] } };
    },
  };
}

function parse<T>(schema: z.ZodType<T>, request: SandboxRequest): T {
  const parsed = schema.safeParse(jsonBody(request));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ProblemError(400, issue?.message ?? 'not a snapshot', `$.${issue?.path.join('.') ?? ''}`);
}

function assertOnce(ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) throw new ProblemError(400, 'a customer is in the snapshot twice', '$');
}
