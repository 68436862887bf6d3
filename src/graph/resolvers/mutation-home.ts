import type { NewHome } from '../../domain/home-services.ts';
import type { Ref } from '../../domain/ref.ts';
import { badInput } from '../../errors.ts';
import type { HomeMembers } from '../../loaders/home-links.ts';
import { assertHttps, toHvacs } from '../device-input.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { assertName, assertZipcode, toHomeChanges, toSolar } from '../home-input.ts';
import { findHomeWith, forgetMember, goneError, homeNow } from '../home-lookup.ts';
import { mutate } from '../mutation.ts';

const noHome: { readonly home: HomeMembers | null } = { home: null };

interface Made {
  readonly home: HomeMembers | null;
  readonly status: string | null;
}
interface Removed {
  readonly removed: readonly Ref[];
}
interface Token {
  readonly sessionToken: string | null;
}
interface Invitation {
  readonly url: string | null;
  readonly home: HomeMembers | null;
}

export const mutationHome: Resolvers = {
  Mutation: {
    createHome: (_, { input }, context) => {
      return mutate({ name: 'createHome', input, refused: noHome }, context, async () => {
        const { services } = context.loaders;
        const fields: NewHome = { ...toHomeChanges(input), name: input.name };
        const vendor = services.vendorWith('homeAdmin');
        const id = await services.ask('homeAdmin', vendor, (admin, call) => admin.create(fields, call));
        const ref = { vendor, kind: 'home', id } as const;
        await context.vendorFacts.add(context.tenant.id, ref, toFacts(fields));
        return { home: homeNow(ref, context) };
      });
    },
    createHomeFromBills: (_, { input }, context) => {
      const refused: Made = { home: null, status: null };
      return mutate({ name: 'createHomeFromBills', input, refused }, context, async () => {
        const { services } = context.loaders;
        const { name, zipcode, customerClass = 'residential', billUrls, hasEvCharger } = input;
        assertName(name);
        assertZipcode(zipcode);
        if (billUrls.length < 1 || billUrls.length > 24) {
          throw badInput('billUrls', `billUrls: 1 to 24 addresses; these are ${billUrls.length}.`);
        }
        billUrls.forEach((url, i) => {
          assertHttps(`billUrls.${i}`, url);
        });
        const solar = toSolar(input);
        const flag = hasEvCharger === undefined || hasEvCharger === null ? {} : { hasEvCharger };
        const upload = { name, zipcode, customerClass, billUrls, ...(solar && { solar }), ...flag };
        const vendor = services.vendorWith('homeAdmin');
        const made = await services.ask('homeAdmin', vendor, (admin, call) => admin.uploadBills(upload, call));
        const ref = { vendor, kind: 'home', id: made.id } as const;
        await context.vendorFacts.add(context.tenant.id, ref, { ...(solar && { solar }) });
        return { home: homeNow(ref, context), status: made.status };
      });
    },
    updateHome: (_, { input }, context) => {
      return mutate({ name: 'updateHome', input, refused: noHome, repeatable: true }, context, async () => {
        const changes = toHomeChanges(input);
        if (Object.keys(changes).length === 0) throw badInput('input', 'input: it changes nothing.');
        const { member } = await findHomeWith('home', input.home, context);
        const known = await context.loaders.services.ask('homeAdmin', member.vendor, (admin, call) =>
          admin.update(member.id, changes, call),
        );
        if (!known) throw goneError('home', member);
        await context.vendorFacts.add(context.tenant.id, member, toFacts(changes));
        return { home: homeNow(member, context) };
      });
    },
    removeHome: (_, { input }, context) => {
      return mutate<Removed>({ name: 'removeHome', input, refused: { removed: [] } }, context, async () => {
        const { member } = await findHomeWith('home', input.home, context);
        const known = await context.loaders.services.ask('homeAdmin', member.vendor, (admin, call) =>
          admin.remove(member.id, call),
        );
        await forgetMember(member, context);
        if (!known) throw goneError('home', member);
        return { removed: [member] };
      });
    },
    addSolar: (_, { input }, context) => {
      return mutate({ name: 'addSolar', input, refused: noHome, repeatable: true }, context, async () => {
        const solar = toSolar(input);
        if (!solar) throw badInput('solarSystemSizeKw', 'solarSystemSizeKw: a peak power above 0 kW.');
        const { member } = await findHomeWith('home', input.home, context);
        const known = await context.loaders.services.ask('homeAdmin', member.vendor, (admin, call) =>
          admin.addSolar(member.id, solar, call),
        );
        if (!known) throw goneError('home', member);
        await context.vendorFacts.add(context.tenant.id, member, { solar });
        return { home: homeNow(member, context) };
      });
    },
    createSessionToken: (_, { input }, context) => {
      const refused: Token = { sessionToken: null };
      // A second token does no harm.
      const spec = { name: 'createSessionToken', input, refused, repeatable: true, secret: true };
      return mutate(spec, context, async () => {
        const { services } = context.loaders;
        const sessionToken = await services.ask('homeAdmin', services.vendorWith('homeAdmin'), (admin, call) =>
          admin.createSessionToken(input.userId ?? undefined, call),
        );
        return { sessionToken };
      });
    },
    createOnboardingUrl: (_, { input }, context) => {
      const refused: Invitation = { url: null, home: null };
      return mutate({ name: 'createOnboardingUrl', input, refused }, context, async () => {
        const { services } = context.loaders;
        const { redirectUrl, enableThirdPartyDevice = false, userId, userEmail, channelPartnerId } = input;
        assertHttps('redirectUrl', redirectUrl);
        const hvacs = toHvacs(input.hvacs ?? []);
        const resumed = input.home ? (await findHomeWith('home', input.home, context)).member : undefined;
        const vendor = resumed?.vendor ?? services.vendorWith('homeOnboarding');
        const request = {
          ...{ redirectUrl, enableThirdPartyDevice, hvacs },
          ...(userId ? { userId } : {}),
          ...(userEmail ? { userEmail } : {}),
          ...(channelPartnerId ? { channelPartnerId } : {}),
          ...(resumed && { homeId: resumed.id }),
        };
        const made = await services.ask('homeOnboarding', vendor, (onboarding, call) =>
          onboarding.createUrl(request, call),
        );
        if (!made)
          throw resumed ? goneError('home', resumed) : badInput('input', 'input: the vendor knows no such home.');
        return { url: made.url, home: homeNow({ vendor, kind: 'home', id: made.homeId }, context) };
      });
    },
  },
};

/** What the vendor does not give back. */
function toFacts({ solar, equipment }: Pick<NewHome, 'solar' | 'equipment'>) {
  return { ...(solar && { solar }), ...(equipment && { equipment }) };
}
