import { sourced, type VendorLimits } from '../../upstream/limits.ts';

/** Requests at once. Assumed: the vendor names no limit of any kind, and every read is one account's. */
const concurrent = sourced(5, 'assumed');
/** How far back the "latest" read goes. Documented. */
export const latestHours = 6;
/** Length of a sample where a series is too short to show it. Assumed. */
export const assumedStepMs = 30 * 60_000;
/** No sampling is coarser: a larger distance between two samples is a gap. Assumed. */
export const maxStepMs = 60 * 60_000;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const negativeSeconds = 30;

/** Grows as samples come in. */
const running = {
  ...{ freshSeconds: 10 * minute, staleWhileRevalidateSeconds: 20 * minute, staleIfErrorSeconds: day },
  negativeSeconds,
};
/** A period that is over; late samples may still come. */
const past = {
  ...{ freshSeconds: 6 * hour, staleWhileRevalidateSeconds: 18 * hour, staleIfErrorSeconds: 7 * day },
  negativeSeconds,
};

export const digiwattLimits: VendorLimits = {
  classes: { default: { concurrent } },
  freshness: {
    realtime: {
      ...{ freshSeconds: 15, staleWhileRevalidateSeconds: 15, staleIfErrorSeconds: 5 * minute },
      negativeSeconds,
    },
    latest: {
      ...{ freshSeconds: 5 * minute, staleWhileRevalidateSeconds: 10 * minute, staleIfErrorSeconds: 6 * hour },
      negativeSeconds,
    },
    consumption: running,
    consumptionPast: past,
    totals: running,
    totalsPast: past,
    performance: running,
    performancePast: past,
    habits: running,
    habitsPast: past,
    trend: past,
    distribution: past,
    compound: past,
    saving: past,
    greenness: { freshSeconds: hour, staleWhileRevalidateSeconds: 3 * hour, staleIfErrorSeconds: day },
  },
};
