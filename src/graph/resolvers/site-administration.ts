import type { SiteRecord, SiteRecordKind } from '../../domain/site-administration.ts';
import { badInput } from '../../errors.ts';
import type { GraphContext } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';
import { type Offered, sourceWith } from '../source-with.ts';

export const siteAdministration: Resolvers = {
  Query: {
    siteUser: async (_, { email }, { tenant, call }) =>
      (await sourceWith(tenant, 'siteAdmin').siteAdmin.userByEmail(email, call)) ?? null,
  },
  Mutation: {
    createOrganization: (_, { input }, context) => create('organization', 'createOrganization', input, context),
    updateOrganization: (_, { input }, context) => update('organization', 'updateOrganization', input, context),
    deleteOrganization: (_, { input }, context) => remove('organization', 'deleteOrganization', input, context),
    createSite: (_, { input }, context) => create('site', 'createSite', input, context),
    updateSite: (_, { input }, context) => update('site', 'updateSite', input, context),
    deleteSite: (_, { input }, context) => remove('site', 'deleteSite', input, context),
    createMeter: (_, { input }, context) => create('meter', 'createMeter', input, context),
    updateMeter: (_, { input }, context) => update('meter', 'updateMeter', input, context),
    deleteMeter: (_, { input }, context) => remove('meter', 'deleteMeter', input, context),
    createAppliance: (_, { input }, context) => create('appliance', 'createAppliance', input, context),
    updateAppliance: (_, { input }, context) => update('appliance', 'updateAppliance', input, context),
    deleteAppliance: (_, { input }, context) => remove('appliance', 'deleteAppliance', input, context),

    createSiteUser: (_, { input }, context) =>
      change('createSiteUser', input, context, async (admin) => {
        const { name, surname, email, plan } = input;
        if (!/^\S+@\S+$/.test(email)) throw badInput('input.email', 'input.email: an address like ann@example.com.');
        const id = await admin.createUser({ name, surname, email, ...(plan ? { plan } : {}) }, context.call);
        return id ?? null;
      }),
    grantSiteAccess: (_, { input }, context) =>
      change('grantSiteAccess', input, context, (admin) => setAccess(admin, input, 'granted', context)),
    removeSiteAccess: (_, { input }, context) =>
      change('removeSiteAccess', input, context, (admin) => setAccess(admin, input, 'removed', context)),
    associateReport: (_, { input }, context) =>
      change('associateReport', input, context, async (admin) => {
        const { userId, reportDefinitionId } = input;
        if (await admin.associateReport(userId, reportDefinitionId, context.call)) return userId;
        throw badInput('input', 'input: there is no such user, or no such report.');
      }),
  },
};

interface KeyedInput {
  readonly idempotencyKey?: string | null;
}

type Given = KeyedInput & Readonly<Record<string, unknown>>;

function create(kind: SiteRecordKind, name: string, input: Given, context: GraphContext) {
  return change(name, input, context, async (admin) => {
    const id = await admin.create(toRecord(kind, input), context.call);
    if (id !== undefined) return id;
    const owner = owners[kind];
    throw badInput(owner, `${owner}: there is none with this id.`);
  });
}

function update(kind: SiteRecordKind, name: string, input: Given & { readonly id: string }, context: GraphContext) {
  return change(name, input, context, async (admin) => {
    const record = toRecord(kind, input);
    if (Object.keys(record.fields).length === 0) throw badInput('input', 'input: name at least one field to change.');
    if (await admin.update(input.id, record, context.call)) return input.id;
    throw badInput('input.id', `input.id: there is no ${kind} with this id, or what it is to belong to is unknown.`);
  });
}

function remove(
  kind: SiteRecordKind,
  name: string,
  input: KeyedInput & { readonly id: string },
  context: GraphContext,
) {
  return change(name, input, context, async (admin) => {
    if (await admin.remove(kind, input.id, context.call)) return input.id;
    throw badInput('input.id', `input.id: there is no ${kind} with this id.`);
  });
}

async function setAccess(
  admin: Offered<'siteAdmin'>,
  { userId, siteId }: { readonly userId: string; readonly siteId: string },
  access: 'granted' | 'removed',
  { call }: GraphContext,
) {
  if (await admin.setSiteAccess(userId, siteId, access, call)) return userId;
  throw badInput('input', 'input: there is no such user, or no such site.');
}

function change(
  name: string,
  input: KeyedInput,
  context: GraphContext,
  make: (admin: Offered<'siteAdmin'>) => Promise<string | null>,
) {
  return mutate<{ id: string | null }>({ name, input, refused: { id: null } }, context, async () => {
    const id = await make(sourceWith(context.tenant, 'siteAdmin').siteAdmin);
    context.renewLoaders();
    return { id };
  });
}

const owners = {
  organization: 'input',
  site: 'input.organizationId',
  meter: 'input.siteId',
  appliance: 'input.meterId',
} as const satisfies Record<SiteRecordKind, string>;

/** The schema has checked the types; an absent field and null say nothing. */
function toRecord(kind: SiteRecordKind, { id: _, idempotencyKey: __, ...input }: Given): SiteRecord {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  for (const [field, value] of given) {
    if (value === '') throw badInput(`input.${field}`, `input.${field}: it is empty.`);
    if (typeof value === 'number' && value < 1) throw badInput(`input.${field}`, `input.${field}: 1 or more.`);
  }
  return { kind, fields: Object.fromEntries(given) };
}
