import { sourced, type VendorLimits } from '../../upstream/limits.ts';

/** Longest range of one read of raw data, in days. Public. */
export const maxRawDays = 90;
/** After so many days a value is taken as final. Assumed: late packets come within two weeks. */
export const settlingDays = 14;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const listed = {
  ...{ freshSeconds: hour, staleWhileRevalidateSeconds: 6 * hour, staleIfErrorSeconds: 7 * day },
  ...{ maxFreshSeconds: day, negativeSeconds: minute },
};
const measured = {
  ...{ freshSeconds: 15 * minute, staleWhileRevalidateSeconds: hour, staleIfErrorSeconds: day },
  ...{ maxFreshSeconds: 3 * hour, negativeSeconds: minute },
};

/** Packets in flight at once, whatever meters they are of: the senders of the vendor's own agent on four processors. */
const pushSenders = 8;
/** Reads at once. */
const readers = 8;

/**
 * The vendor names no limit on reads. On pushes it has one that is no budget: at most one packet of a meter may be in
 * flight, in the order of time, and each packet is a request of its own.
 */
export const watticsLimits: VendorLimits = {
  classes: { default: { concurrent: sourced(readers, 'assumed') } },
  freshness: {
    organizations: listed,
    sites: listed,
    meters: listed,
    applianceLists: listed,
    appliances: listed,
    siteUsers: listed,
    metadata: listed,
    tariffs: listed,
    reportDefinitions: listed,
    // Settled months and windows are kept without end.
    consumptions: measured,
    rawData: measured,
    costs: measured,
    lastPacket: { freshSeconds: 30, staleWhileRevalidateSeconds: 5 * minute, staleIfErrorSeconds: day },
  },
};

/** Of the collector: a backlog of packets leaves room for reads. */
export const watticsPushLimits: VendorLimits = {
  ...watticsLimits,
  classes: {
    default: { concurrent: sourced(readers + pushSenders, 'assumed') },
    push: {
      concurrent: sourced(pushSenders, 'public'),
      within: 'default',
      // The vendor's agents try again each minute.
      longestPauseMs: sourced(60_000, 'assumed'),
    },
  },
};
