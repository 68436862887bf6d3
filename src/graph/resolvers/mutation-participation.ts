import type { EventScheme, FlexEvent } from '../../domain/entities.ts';
import type { Ref } from '../../domain/ref.ts';
import { AppError, badInput } from '../../errors.ts';
import type { GraphContext } from '../context.ts';
import { findAt } from '../find-at.ts';
import { assetFinder, eventSchemeFinder, flexEventFinder } from '../finders.ts';
import type { ParticipationChangeInput, Resolvers } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';

export const mutationParticipation: Resolvers = {
  Mutation: {
    setEventParticipation: (_, { input }, context) => {
      const refused: { flexEvent: FlexEvent | null } = { flexEvent: null };
      const spec = { name: 'setEventParticipation', input, refused, repeatable: true };
      return mutate(spec, context, async () => {
        const flexEvent = await findAt('input.flexEvent', flexEventFinder, input.flexEvent, context);
        const { source, changes } = await toChanges(flexEvent.ref, input.changes, context);
        await source.setInEvent(flexEvent.ref.id, changes, context.call);
        return { flexEvent };
      });
    },
    setSchemeParticipation: (_, { input }, context) => {
      const refused: { eventScheme: EventScheme | null } = { eventScheme: null };
      const spec = { name: 'setSchemeParticipation', input, refused, repeatable: true };
      return mutate(spec, context, async () => {
        const eventScheme = await findAt('input.eventScheme', eventSchemeFinder, input.eventScheme, context);
        const { source, changes } = await toChanges(eventScheme.ref, input.changes, context);
        await source.setInScheme(eventScheme.ref.id, changes, context.call);
        return { eventScheme };
      });
    },
  },
};

/** All assets at the vendor of the event or scheme, judged before anything is sent. */
async function toChanges({ vendor }: Ref, inputs: readonly ParticipationChangeInput[], context: GraphContext) {
  const source = context.tenant.sources.get(vendor)?.participation;
  if (!source) {
    throw new AppError('VENDOR_NOT_CONFIGURED', `${vendor} takes nobody's word on who takes part.`, { vendor });
  }
  const wanted = inputs.flatMap(({ assets, state }, i) =>
    assets.map((by, k) => ({ by, state, field: `input.changes.${i}.assets.${k}` })),
  );
  if (wanted.length === 0 || wanted.length > source.mostAssets) {
    throw badInput('input.changes', `input.changes: ${wanted.length} assets; 1 to ${source.mostAssets} at once.`);
  }
  const changes = await Promise.all(
    wanted.map(async ({ by, state, field }) => {
      const { ref } = await findAt(field, assetFinder, by, context);
      if (ref.vendor !== vendor) throw badInput(field, `${field}: the asset is not one of ${vendor}.`);
      return { assetId: ref.id, state };
    }),
  );
  return { source, changes };
}
