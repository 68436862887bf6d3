import type { Ref } from '../../domain/ref.ts';
import { badInput } from '../../errors.ts';
import type { HomeMembers } from '../../loaders/home-links.ts';
import type { GraphContext } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { assertAccountNumber, toHouseholdProfile } from '../home-input.ts';
import { forgetMember, homeNow } from '../home-lookup.ts';
import { mutate } from '../mutation.ts';

interface Outcome {
  readonly home: HomeMembers | null;
}
interface Removed {
  readonly accountNumber: string | null;
}

export const mutationHousehold: Resolvers = {
  Mutation: {
    registerHousehold: (_, { input }, context) => {
      return mutate<Outcome>({ name: 'registerHousehold', input, refused: { home: null } }, context, async () => {
        const { accountNumber, pod } = input;
        const ref = toHousehold(accountNumber, context);
        const outcome = await context.loaders.services.ask('householdAdmin', ref.vendor, (admin, call) =>
          admin.register({ accountNumber, pod }, call),
        );
        if (outcome === 'exists') {
          throw badInput('accountNumber', `accountNumber: ${ref.vendor} has an account "${accountNumber}" already.`);
        }
        // A home of its own until it is linked with more; the vendor lists no accounts.
        if (context.loaders.homing.links.withMember(ref).length === 0) {
          await context.homeLinks.link(context.tenant.id, ref, []);
        }
        return { home: homeNow(ref, context) };
      });
    },
    removeHousehold: (_, { input }, context) => {
      const refused = { accountNumber: null };
      return mutate<Removed>({ name: 'removeHousehold', input, refused }, context, async () => {
        const { accountNumber } = input;
        const ref = toHousehold(accountNumber, context);
        const known = await context.loaders.services.ask('householdAdmin', ref.vendor, (admin, call) =>
          admin.remove(accountNumber, call),
        );
        // Also of one that is not there any more: an earlier answer may have got lost after the vendor had removed it.
        await forgetMember(ref, context);
        if (!known) throw unknownAccount(ref);
        return { accountNumber };
      });
    },
    onboardHousehold: (_, { input }, context) => {
      const spec = { name: 'onboardHousehold', input, refused: { home: null }, repeatable: true };
      return mutate<Outcome>(spec, context, async () => {
        const { accountNumber } = input;
        const profile = toHouseholdProfile(input);
        const ref = toHousehold(accountNumber, context);
        const known = await context.loaders.services.ask('householdAdmin', ref.vendor, (admin, call) =>
          admin.onboard(accountNumber, profile, call),
        );
        if (!known) throw unknownAccount(ref);
        await context.vendorFacts.add(context.tenant.id, ref, { household: profile });
        return { home: homeNow(ref, context) };
      });
    },
  },
};

function toHousehold(accountNumber: string, { loaders }: GraphContext): Ref {
  assertAccountNumber(accountNumber);
  return { vendor: loaders.services.vendorWith('householdAdmin'), kind: 'household', id: accountNumber };
}

function unknownAccount({ vendor, id }: Ref) {
  return badInput('accountNumber', `accountNumber: ${vendor} knows no account "${id}".`);
}
