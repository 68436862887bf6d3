import type { Meter } from '../../domain/entities.ts';
import { isSameRef, isShared } from '../../domain/home-links.ts';
import type { Ref } from '../../domain/ref.ts';
import { badInput } from '../../errors.ts';
import type { HomeMembers } from '../../loaders/home-links.ts';
import type { GraphContext } from '../context.ts';
import { findAt } from '../find-at.ts';
import { homeFinder, meterFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { homeNow } from '../home-lookup.ts';
import { toMembers } from '../link-input.ts';
import { mutate } from '../mutation.ts';

interface Outcome {
  readonly home: HomeMembers | null;
}
interface Unlinked {
  readonly meter: Meter | null;
}
interface Linked extends Outcome, Unlinked {}

export const mutationLink: Resolvers = {
  Mutation: {
    linkHome: (_, { input }, context) => {
      return mutate<Outcome>(
        { name: 'linkHome', input, refused: { home: null }, repeatable: true },
        context,
        async () => {
          const members = await toMembers(input.members, context);
          const home = members[0];
          if (!home || isShared(home)) {
            throw badInput('members', 'members: a facility holds many homes; name a member that is this home alone.');
          }
          await link(home, members, 'members', context);
          return { home: homeNow(home, context) };
        },
      );
    },
    unlinkHome: (_, { input }, context) => {
      return mutate<Outcome>({ name: 'unlinkHome', input, refused: { home: null } }, context, async () => {
        const { ref } = await findAt('input.home', homeFinder, input.home, context);
        const unlinked = await context.homeLinks.unlink(context.tenant.id, ref);
        if (!unlinked) throw badInput('home', 'home: nothing of it was linked here; what the config file says stays.');
        context.renewLoaders();
        return { home: await homeFinder.find(context.loaders, ref) };
      });
    },
    linkMeter: (_, { input }, context) => {
      const refused = { meter: null, home: null };
      return mutate<Linked>({ name: 'linkMeter', input, refused, repeatable: true }, context, async () => {
        const meter = await findAt('input.meter', meterFinder, input.meter, context);
        const { ref: home } = await findAt('input.home', homeFinder, input.home, context);
        await link(home, [meter.ref], 'meter', context);
        return { meter, home: homeNow(home, context) };
      });
    },
    unlinkMeter: (_, { input }, context) => {
      return mutate<Unlinked>({ name: 'unlinkMeter', input, refused: { meter: null } }, context, async () => {
        const meter = await findAt('input.meter', meterFinder, input.meter, context);
        const unlinked = await context.homeLinks.unlinkMembers(context.tenant.id, meter.refs);
        if (!unlinked) throw badInput('meter', 'meter: it was not linked here; what the config file says stays.');
        context.renewLoaders();
        return { meter };
      });
    },
  },
};

/** @throws AppError BAD_USER_INPUT naming `field` when a member belongs to another home */
async function link(home: Ref, members: readonly Ref[], field: string, context: GraphContext): Promise<void> {
  const { links } = context.loaders.homing;
  const own = links.withMember(home)[0];
  const elsewhere = members.find((member) =>
    links.withMember(member).some((other) => !isShared(member) && other !== own && other.members.length > 1),
  );
  const taken = elsewhere ?? (await context.homeLinks.link(context.tenant.id, home, members));
  if (!taken) return;
  const at = field === 'members' ? `members.${members.findIndex((member) => isSameRef(member, taken))}` : field;
  throw badInput(at, `${at}: ${taken.vendor} "${taken.id.slice(0, 64)}" belongs to another home; unlink it first.`);
}
