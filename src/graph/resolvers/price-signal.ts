import type { Resolvers } from '../generated/resolvers.ts';

export const priceSignal: Resolvers = {
  PriceSignal: {
    timestamps: ({ from, stepSeconds, prices }) => {
      const start = Date.parse(from);
      return prices.map((_, i) => start + i * stepSeconds * 1000);
    },
  },
};
