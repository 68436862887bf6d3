import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../src/domain/events.ts';
import { createFollowing } from '../../src/events/following.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { seqs } from './sample.ts';

const event = (tenantId: string, seq: number): StoredEvent => ({
  ...{ tenantId, seq, vendor: 'EQUIWATT', type: 'EVENT_STARTED', occurredAt: null },
  ...{ receivedAt: '2026-01-01T00:00:00.000Z', subject: {} },
});

const open = (onStored?: (events: readonly StoredEvent[]) => Promise<void> | void) => {
  const clock = createFakeClock();
  const told: string[] = [];
  const logger = { info: () => {}, warn: () => {}, error: (_: object, message: string) => void told.push(message) };
  const hub = { wake: (tenantId: string) => void told.push(`wake ${tenantId}`) };
  const following = createFollowing({
    ...{ hub, clock, logger },
    onStored: (events) => {
      told.push(`${events[0]?.tenantId} ${seqs(events)}`);
      return onStored?.(events);
    },
  });
  return { following, clock, told };
};

describe('what follows a commit', () => {
  it('follows at once, and wakes once, for all that one tenant stored in a turn', async () => {
    const { following, told } = open();
    for (const seq of [1, 2, 3]) following.note([event('acme', seq)]);
    following.note([event('other', 1), event('other', 2)]);
    following.note([]);
    expect(told).toEqual([]);
    await following.settled();
    expect(told).toEqual(['acme 1,2,3', 'other 1,2', 'wake acme', 'wake other']);
    following.note([event('acme', 4)]);
    await following.settled();
    expect(told.slice(4)).toEqual(['acme 4', 'wake acme']);
  });

  it('keeps no tenant waiting for what hangs at another, and itself no longer than two seconds', async () => {
    const { following, clock, told } = open(([first]) =>
      first?.tenantId === 'acme' ? new Promise<void>(() => {}) : undefined,
    );
    following.note([event('acme', 1)]);
    following.note([event('other', 1)]);
    await clock.advance(1_999);
    expect(told).toEqual(['acme 1', 'other 1', 'wake other']);
    await clock.advance(1);
    expect(told.slice(3)).toEqual(['what follows stored events failed', 'wake acme']);
    expect(clock.sleeping).toBe(0);
  });
});
