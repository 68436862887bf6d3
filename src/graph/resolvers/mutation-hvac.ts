import type { HvacSchedule } from '../../domain/home-services.ts';
import { badInput } from '../../errors.ts';
import type { VendorKey } from '../../loaders/vendor-loader.ts';
import { assertHttps, toHvacChanges } from '../device-input.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';

interface Preferred {
  readonly hvac: VendorKey | null;
  readonly schedule: HvacSchedule | null;
}
interface Hooked {
  readonly webhookId: string | null;
}

export const mutationHvac: Resolvers = {
  Mutation: {
    setHvacPreferences: (_, { input }, context) => {
      const refused: Preferred = { hvac: null, schedule: null };
      return mutate({ name: 'setHvacPreferences', input, refused, repeatable: true }, context, async () => {
        const { services } = context.loaders;
        const changes = toHvacChanges(input.preferences);
        const vendor = services.vendorWith('hvac');
        const id = input.deviceId;
        const schedule = await services.ask('hvac', vendor, (hvac, call) => hvac.setPreferences(id, changes, call));
        if (!schedule) throw badInput('deviceId', `deviceId: ${vendor} knows no device "${id.slice(0, 64)}".`);
        context.renewLoaders();
        return { hvac: { vendor, id }, schedule };
      });
    },
    setHvacWebhook: (_, { input }, context) => {
      const refused: Hooked = { webhookId: null };
      return mutate({ name: 'setHvacWebhook', input, refused, repeatable: true }, context, async () => {
        const { services } = context.loaders;
        const { kind, url, securityKey } = input;
        assertHttps('url', url);
        if (!/^[\x21-\x7e]{16,255}$/.test(securityKey)) {
          throw badInput('securityKey', 'securityKey: 16 to 255 printable ASCII characters, without spaces.');
        }
        const ask = services.ask('hvac', services.vendorWith('hvac'), (hvac, call) =>
          hvac.setWebhook(kind, { url, securityKey }, call),
        );
        return { webhookId: await ask };
      });
    },
  },
};
