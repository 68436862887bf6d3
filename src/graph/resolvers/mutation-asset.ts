import type { Asset } from '../../domain/entities.ts';
import type { VendorName } from '../../domain/vendor-name.ts';
import { badInput } from '../../errors.ts';
import { toNewAssets, toText } from '../asset-input.ts';
import type { GraphContext } from '../context.ts';
import { findAt } from '../find-at.ts';
import { assetFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';

interface Made {
  readonly created: number;
  readonly assets: readonly Asset[];
}

export const mutationAsset: Resolvers = {
  Mutation: {
    createAssets: (_, { input }, context) => {
      const refused: Made = { created: 0, assets: [] };
      return mutate({ name: 'createAssets', input, refused }, context, async () => {
        const { services } = context.loaders;
        const vendor = services.vendorWith('assetAdmin');
        const mostAssets = await services.ask('assetAdmin', vendor, async (admin) => admin.mostAssets);
        const wanted = await toNewAssets(input.assets, { vendor, mostAssets }, context);
        const made = await services.ask('assetAdmin', vendor, (admin, call) => admin.create(wanted, call));
        if (made === 'exists') throw takenId(vendor, wanted.length);
        context.renewLoaders();
        return { created: wanted.length, assets: made };
      });
    },
    archiveAsset: (_, { input }, context) => {
      const refused: { asset: Asset | null } = { asset: null };
      return mutate({ name: 'archiveAsset', input, refused, repeatable: true }, context, async () => {
        const asset = await findAt('input.asset', assetFinder, input.asset, context);
        const known = await archive(asset, context);
        if (!known) throw badInput('input.asset', `input.asset: ${asset.ref.vendor} does not know it any more.`);
        context.renewLoaders();
        // When the vendor changed it is for the vendor to say.
        return { asset: { ...asset, archived: true, updatedAt: null } };
      });
    },
    createUser: (_, { input }, context) => {
      const refused: { userId: string | null } = { userId: null };
      return mutate({ name: 'createUser', input, refused }, context, async () => {
        const { services } = context.loaders;
        const userId = toText('input.userId', input.userId);
        const vendor = services.vendorWith('assetAdmin');
        const outcome = await services.ask('assetAdmin', vendor, (admin, call) => admin.createUser(userId, call));
        if (outcome === 'created') return { userId };
        throw badInput('input.userId', `input.userId: ${vendor} has a user "${userId.slice(0, 64)}" already.`);
      });
    },
  },
};

function archive({ ref }: Asset, { loaders }: GraphContext): Promise<boolean> {
  return loaders.services.ask('assetAdmin', ref.vendor, (admin, call) => admin.archive(ref.id, call));
}

/** Of several, the vendor does not say which. */
function takenId(vendor: VendorName, count: number) {
  return count === 1
    ? badInput('input.assets.0.assetId', `input.assets.0.assetId: ${vendor} has an asset with this assetId already.`)
    : badInput(
        'input.assets',
        `input.assets: ${vendor} has an asset with one of these assetIds already, and made none of them.`,
      );
}
