import { sourced, type VendorLimits } from '../../upstream/limits.ts';

/** Requests at once. Assumed: the vendor names no number, only the error it answers with. */
const concurrent = sourced(5, 'assumed');
/** The vendor's own window when none is asked for: documented for its oldest shape, assumed for the others. */
export const defaultWindowMs = 24 * 3_600_000;
/** Interval of a price signal. Documented. */
export const stepSeconds = 900;
/** Most intervals taken from one answer, a leap year of them: a longer one is no price signal. Assumed. */
export const maxIntervals = 366 * 96;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export const wattshiftLimits: VendorLimits = {
  classes: { default: { concurrent } },
  freshness: {
    homes: { freshSeconds: minute, staleWhileRevalidateSeconds: 10 * minute, staleIfErrorSeconds: day },
    utilities: { freshSeconds: day, staleWhileRevalidateSeconds: 7 * day, staleIfErrorSeconds: 30 * day },
    utility: {
      ...{ freshSeconds: day, staleWhileRevalidateSeconds: 7 * day, staleIfErrorSeconds: 30 * day },
      negativeSeconds: minute,
    },
    priceSignal: {
      ...{ freshSeconds: 5 * minute, staleWhileRevalidateSeconds: 10 * minute, staleIfErrorSeconds: 6 * hour },
      negativeSeconds: 30,
    },
    openAdr: {
      ...{ freshSeconds: 5 * minute, staleWhileRevalidateSeconds: 10 * minute, staleIfErrorSeconds: 6 * hour },
      negativeSeconds: 30,
    },
    ratePlanPrices: {
      ...{ freshSeconds: hour, staleWhileRevalidateSeconds: 6 * hour, staleIfErrorSeconds: day },
      negativeSeconds: 30,
    },
    // Someone is at it right now, in the vendor's own pages.
    onboarding: { freshSeconds: 5, staleWhileRevalidateSeconds: 10, staleIfErrorSeconds: hour, negativeSeconds: 5 },
    hvacSchedule: {
      ...{ freshSeconds: minute, staleWhileRevalidateSeconds: 5 * minute, staleIfErrorSeconds: 6 * hour },
      negativeSeconds: 30,
    },
    hvacPreferences: {
      ...{ freshSeconds: minute, staleWhileRevalidateSeconds: 5 * minute, staleIfErrorSeconds: day },
      negativeSeconds: 30,
    },
  },
};
