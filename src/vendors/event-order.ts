/**
 * Vendors do not promise to post in order. An event that comes after a newer one of the same has nothing left to make
 * untrue: what the newer one made untrue was forgotten then, and whatever was read since is as new as that.
 */

import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { VendorEvent } from '../domain/events.ts';

export interface EventOrder {
  /**
   * Whether a newer event, by the vendor's time, came before this one. Two are of the same when they make the same
   * things untrue of the same subject; one without a time is never late.
   */
  isOvertaken(event: VendorEvent, untrue: readonly string[]): boolean;
}

/** Subjects remembered; of one that was forgotten a late event is taken for new, which costs a read. */
const maxSubjects = 10_000;
const maxKeyLength = 200;

export function createEventOrder(): EventOrder {
  const newestMs = new LRUCache<string, number>({ max: maxSubjects });
  return {
    isOvertaken({ occurredAt, subject }, untrue) {
      if (occurredAt === null) return false;
      const key = toKey(JSON.stringify([untrue, subject]));
      const happenedMs = Date.parse(occurredAt);
      const newest = newestMs.get(key) ?? Number.NEGATIVE_INFINITY;
      if (happenedMs < newest) return true;
      newestMs.set(key, happenedMs);
      return false;
    },
  };
}

// A subject may name thousands of assets: then a digest of it is kept.
function toKey(text: string): string {
  return text.length <= maxKeyLength ? text : hash('sha256', text, 'base64');
}
