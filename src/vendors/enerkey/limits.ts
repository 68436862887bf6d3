import { sourced, type VendorLimits } from '../../upstream/limits.ts';

/** Most meters in one read of values. Assumed: the vendor names none; it keeps the URL below 8 KB too. */
export const maxMetersPerCall = 100;
/** Longest range of one read of monthly values; one of hourly values carries 31 days, which is any month. Assumed. */
export const maxMonths = 36;
/** After so many days a value is taken as final. Assumed: late and corrected readings come within two weeks. */
export const settlingDays = 14;
/** How long to leave the vendor alone after a 429 without Retry-After; the development portal's window. Assumed. */
export const limitedPauseMs = 10_000;

/** Longest span of one push. Documented. */
export const maxPushDays = 365;

const perDay = {
  perDay: sourced(40_000, 'documented'),
  remainingHeader: sourced('x-rate-limit', 'documented'),
  concurrent: sourced(8, 'assumed'),
} as const;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export const enerkeyLimits: VendorLimits = {
  classes: { default: perDay },
  freshness: {
    facilities: {
      ...{ freshSeconds: hour, staleWhileRevalidateSeconds: 6 * hour, staleIfErrorSeconds: 7 * day },
      maxFreshSeconds: day,
    },
    meters: {
      ...{ freshSeconds: hour, staleWhileRevalidateSeconds: 6 * hour, staleIfErrorSeconds: 7 * day },
      maxFreshSeconds: day,
    },
    quantities: { freshSeconds: day, staleWhileRevalidateSeconds: 7 * day, staleIfErrorSeconds: 30 * day },
    actions: {
      ...{ freshSeconds: 5 * minute, staleWhileRevalidateSeconds: hour, staleIfErrorSeconds: day },
      maxFreshSeconds: hour,
    },
    // Drawn from values, which change by the hour.
    images: { freshSeconds: hour, staleWhileRevalidateSeconds: 6 * hour, staleIfErrorSeconds: day },
    alarms: { freshSeconds: 5 * minute, staleWhileRevalidateSeconds: hour, staleIfErrorSeconds: day },
    // New hours come once an hour at best; settled ones are kept without end.
    values: {
      ...{ freshSeconds: 15 * minute, staleWhileRevalidateSeconds: hour, staleIfErrorSeconds: day },
      ...{ maxFreshSeconds: 3 * hour, negativeSeconds: minute },
    },
  },
};

/** The development portal's limits: 20 requests in any 10 seconds, and 3 000 in 24 hours. */
export const developmentPortalLimits: VendorLimits = {
  ...enerkeyLimits,
  classes: {
    default: {
      ...perDay,
      perDay: sourced(3_000, 'public'),
      rate: sourced({ requests: 20, windowMs: 10_000 }, 'public'),
    },
  },
};
