import type { Asset } from '../../domain/entities.ts';
import { type AppError, badInput } from '../../errors.ts';
import { assertHttps } from '../device-input.ts';
import { findAt } from '../find-at.ts';
import { assetFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';

const noAsset: { readonly asset: Asset | null } = { asset: null };

interface Connected {
  readonly asset: Asset | null;
  readonly url: string | null;
}

const longestState = 1024;

export const mutationTariff: Resolvers = {
  Mutation: {
    connectTariff: (_, { input }, context) => {
      const refused: Connected = { asset: null, url: null };
      return mutate({ name: 'connectTariff', input, refused }, context, async () => {
        const { direction = 'IMPORT', callbackUrl, state } = input;
        assertHttps('input.callbackUrl', callbackUrl);
        if (state.trim() === '' || state.length > longestState) {
          throw badInput('input.state', `input.state: 1 to ${longestState} characters; this has ${state.length}.`);
        }
        const asset = await findAt('input.asset', assetFinder, input.asset, context);
        const begun = await context.loaders.services.ask('tariffs', asset.ref.vendor, (tariffs, call) =>
          tariffs.connect(asset.ref.id, { direction, callbackUrl, state }, call),
        );
        if (!begun) throw unknownAsset(asset);
        return { asset, url: begun.url };
      });
    },
    disconnectTariff: (_, { input }, context) =>
      mutate({ name: 'disconnectTariff', input, refused: noAsset, repeatable: true }, context, async () => {
        const { direction = 'IMPORT' } = input;
        const asset = await findAt('input.asset', assetFinder, input.asset, context);
        const wasThere = await context.loaders.services.ask('tariffs', asset.ref.vendor, (tariffs, call) =>
          tariffs.disconnect(asset.ref.id, direction, call),
        );
        if (wasThere) return { asset };
        throw badInput('input.direction', `input.direction: no tariff of the asset is connected for ${direction}.`);
      }),
    createTariffSchedule: (_, { input }, context) =>
      mutate({ name: 'createTariffSchedule', input, refused: noAsset }, context, async () => {
        const { type = 'IMPORT' } = input;
        const asset = await findAt('input.asset', assetFinder, input.asset, context);
        const known = await context.loaders.services.ask('tariffs', asset.ref.vendor, (tariffs, call) =>
          tariffs.createSchedule(asset.ref.id, type, call),
        );
        if (!known) throw unknownAsset(asset);
        return { asset };
      }),
    refreshTariffSchedule: (_, { input }, context) =>
      mutate({ name: 'refreshTariffSchedule', input, refused: noAsset, repeatable: true }, context, async () => {
        const { type = 'IMPORT' } = input;
        const asset = await findAt('input.asset', assetFinder, input.asset, context);
        const known = await context.loaders.services.ask('tariffs', asset.ref.vendor, (tariffs, call) =>
          tariffs.refreshSchedule(asset.ref.id, type, call),
        );
        if (known) return { asset };
        const remedy = 'createTariffSchedule makes one.';
        throw badInput('input.type', `input.type: the asset has no schedule of the type ${type}; ${remedy}`);
      }),
  },
};

function unknownAsset({ ref }: Asset): AppError {
  return badInput('input.asset', `input.asset: ${ref.vendor} knows no tariffs of it.`);
}
