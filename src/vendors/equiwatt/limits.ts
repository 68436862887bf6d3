/** What equiwatt allows, and how long its answers stay good. Freshness is our choice; webhooks end it early. */

import { sourced, type VendorLimits } from '../../upstream/limits.ts';

/** Items a page; a larger one is refused with 400. Documented. */
export const pageSize = 1000;

/** Points of one upload. Documented. */
export const mostUploadPoints = 50_000;

/** Assets made in one call; assumed, as the next. */
export const mostNewAssets = 1000;

/** Assets opted in or out in one call; assumed, for the vendor names no maximum. */
export const mostOptAssets = 1000;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export const equiwattLimits: VendorLimits = {
  classes: {
    // Documented; that they count by API key is assumed.
    default: {
      rate: sourced({ requests: 25, windowMs: 1000 }, 'documented'),
      concurrent: sourced(15, 'documented'),
    },
    energyUpload: {
      rate: sourced({ requests: 1, windowMs: 1000 }, 'documented'),
      concurrent: sourced(1, 'documented'),
      // 50 000 points take their time to be sent and to be stored.
      timeoutMs: 20_000,
      within: 'default',
    },
  },
  freshness: {
    assets: kept(5 * minute, hour),
    portfolios: kept(5 * minute, hour),
    eventSchemes: kept(10 * minute, hour),
    /** Assets of a portfolio, of a scheme, of an event; portfolios of an event. */
    members: kept(2 * minute, 30 * minute),
    /** A status that a missed webhook would have changed shows within this time. */
    flexEvents: kept(30, 5 * minute),
    /** Stats and baselines grow while equiwatt calculates. */
    eventFigures: kept(minute, 10 * minute),
    /** Half hours of the last days: meters report late, and points may be overwritten. */
    recentEnergy: kept(5 * minute, hour),
    settledEnergy: kept(6 * hour, 7 * day),
    /** Of past and future alike: equiwatt may think better of either. */
    assetBaselines: kept(15 * minute, hour),
    /** A person connects a tariff at the supplier, and nothing tells us when. */
    tariffs: kept(minute, 10 * minute),
    tariffSchedules: kept(15 * minute, hour),
    webhooks: kept(minute, 10 * minute),
  },
};

function kept(freshSeconds: number, staleWhileRevalidateSeconds: number) {
  return { freshSeconds, staleWhileRevalidateSeconds, staleIfErrorSeconds: day, negativeSeconds: 30 };
}
