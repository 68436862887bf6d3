import type { Portfolio } from '../../domain/entities.ts';
import { AppError, badInput } from '../../errors.ts';
import { findAt } from '../find-at.ts';
import { assetFinder, portfolioFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';

const refused: { portfolio: Portfolio | null } = { portfolio: null };
const longestName = 255;

export const mutationPortfolio: Resolvers = {
  Mutation: {
    createPortfolio: (_, { input }, context) =>
      mutate({ name: 'createPortfolio', input, refused }, context, async () => {
        const name = input.name.trim();
        if (name === '' || name.length > longestName) {
          throw badInput('input.name', `input.name: 1 to ${longestName} characters.`);
        }
        const admin = [...context.tenant.sources.values()].find(({ portfolioAdmin }) => portfolioAdmin)?.portfolioAdmin;
        if (!admin) throw new AppError('VENDOR_NOT_CONFIGURED', 'The tenant has configured no vendor with portfolios.');
        const { description } = input;
        const portfolio = await admin.create({ name, ...(description != null && { description }) }, context.call);
        return { portfolio };
      }),
    assignPortfolioAssets: (_, { input }, context) =>
      mutate({ name: 'assignPortfolioAssets', input, refused, repeatable: true }, context, async () => {
        const portfolio = await findAt('input.portfolio', portfolioFinder, input.portfolio, context);
        const { vendor } = portfolio.ref;
        const admin = context.tenant.sources.get(vendor)?.portfolioAdmin;
        if (!admin) throw new AppError('VENDOR_NOT_CONFIGURED', `${vendor} lets nobody fill portfolios.`, { vendor });
        if (input.assets.length === 0 || input.assets.length > admin.mostAssets) {
          const rule = `${input.assets.length} assets; 1 to ${admin.mostAssets} at once.`;
          throw badInput('input.assets', `input.assets: ${rule}`);
        }
        const ids = await Promise.all(
          input.assets.map(async (by, i) => (await findAt(`input.assets.${i}`, assetFinder, by, context)).ref.id),
        );
        await admin.assign(portfolio.ref.id, ids, context.call);
        return { portfolio };
      }),
  },
};
