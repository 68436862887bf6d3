import type { FacilityAction, Meter } from '../../domain/entities.ts';
import { toHourlyValues } from '../../domain/hourly-values.ts';
import { alarmImageAddress } from '../../domain/image-address.ts';
import { AppError, badInput } from '../../errors.ts';
import { toEpochMs } from '../arguments.ts';
import type { GraphContext } from '../context.ts';
import { findAt } from '../find-at.ts';
import { facilityFinder, meterFinder } from '../finders.ts';
import type { PushMeterPointsInput, Resolvers, UpdateActionInput } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';
import { sourceWith } from '../source-with.ts';

export const facilityServices: Resolvers = {
  Query: {
    alarm: async (_, { id }, { tenant, call }) => {
      const alarm = (await sourceWith(tenant, 'alarms').alarms.byIds([id], call)).get(id);
      if (alarm instanceof AppError) throw alarm;
      return alarm ?? null;
    },
  },
  Alarm: {
    facility: ({ facilityId }, _, { tenant, loaders }) => {
      const { vendor } = sourceWith(tenant, 'alarms');
      return facilityId === null ? null : facilityFinder.find(loaders, { vendor, kind: 'facility', id: facilityId });
    },
    meter: ({ meterId }, _, { tenant, loaders }) => {
      const { vendor } = sourceWith(tenant, 'alarms');
      return meterId === null ? null : meterFinder.find(loaders, { vendor, kind: 'meter', id: meterId });
    },
    image: ({ id }) => ({ url: alarmImageAddress(id), contentType: 'image/png' }),
  },
  Mutation: {
    pushConsumption: (_, { input }, context) => push('consumption', input, context),
    pushReadings: (_, { input }, context) => push('reading', input, context),
    updateAction: (_, { input }, context) => {
      const refused: { action: FacilityAction | null } = { action: null };
      return mutate({ name: 'updateAction', input, refused }, context, async () => {
        const { tenant, locks, call } = context;
        const { vendor, actionAdmin } = sourceWith(tenant, 'actionAdmin');
        const changes = toChanges(input);
        // It is read, compared and sent back whole: no other replica may do the same in between.
        const lock = { tenantId: tenant.id, parts: ['action', vendor, input.id] };
        const answer = await locks.alone(lock, call.signal, () =>
          actionAdmin.update(input.id, input.expected, changes, call),
        );
        if (!answer) throw badInput('input.id', `input.id: there is no action "${input.id.slice(0, 64)}".`);
        if (answer.outcome === 'updated') return { action: answer.action };
        const message = 'input.expected: the action has changed since; read it again, and decide anew.';
        throw badInput('input.expected', message);
      });
    },
  },
};

function push(kind: 'consumption' | 'reading', input: PushMeterPointsInput, context: GraphContext) {
  const name = kind === 'consumption' ? 'pushConsumption' : 'pushReadings';
  const refused: { meter: Meter | null; hours: number } = { meter: null, hours: 0 };
  return mutate({ name, input, refused }, context, async () => {
    const { tenant, clock, call } = context;
    const points = input.points.map(({ at, value }, i) => ({ atMs: toEpochMs(`input.points.${i}.at`, at), value }));
    const mostDays = sourceWith(tenant, 'meterUpload').meterUpload.mostDays;
    const values = toHourlyValues(points, { kind, mostDays, nowMs: clock.now() });
    const meter = await findAt('input.meter', meterFinder, input.meter, context);
    const upload = tenant.sources.get(meter.ref.vendor)?.meterUpload;
    if (!upload) throw badInput('input.meter', `input.meter: ${meter.ref.vendor} takes no values of its meters.`);
    assertMeasures(meter, kind);
    const known = await upload[name](meter.ref.id, values, call);
    if (!known) throw badInput('input.meter', `input.meter: ${meter.ref.vendor} does not know it any more.`);
    context.renewLoaders();
    return { meter, hours: values.length };
  });
}

function assertMeasures({ cumulative }: Meter, kind: 'consumption' | 'reading'): void {
  if (cumulative === null || cumulative === (kind === 'reading')) return;
  const [is, right] = cumulative ? ['cumulative readings', 'pushReadings'] : ['consumption', 'pushConsumption'];
  throw badInput('input.meter', `input.meter: it measures ${is}; use ${right}.`);
}

function toChanges({ id: _, expected: __, idempotencyKey: ___, ...changes }: UpdateActionInput) {
  const { startsAt, endsAt, title, ...rest } = changes;
  if (title === null || title === '') throw badInput('input.title', 'input.title: an action has a title.');
  return {
    ...rest,
    ...(title === undefined ? {} : { title }),
    ...(startsAt === undefined ? {} : { startsAt: toIso('input.startsAt', startsAt) }),
    ...(endsAt === undefined ? {} : { endsAt: toIso('input.endsAt', endsAt) }),
  };
}

function toIso(argument: string, text: string | null): string | null {
  return text === null ? null : new Date(toEpochMs(argument, text)).toISOString().replace('.000Z', 'Z');
}
