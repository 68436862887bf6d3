/**
 * Tells the other replicas that a tenant's log has grown. Only a hint: it may get lost, come twice or come for nothing,
 * and the poll of each hub makes up for it. So none of this waits, retries a hint, or fails its caller.
 */

import { randomUUID } from 'node:crypto';

export interface WakeUps {
  /** Sends the hint to the other replicas, now or never. */
  publish(tenantId: string): void;
  /** Hands over the hints of other replicas from now on. Called once. */
  listen(onWake: (tenantId: string) => void): void;
  stop(): Promise<void>;
}

/** The message between replicas: who sends it, and whose log has grown. */
export interface Hints {
  encode(tenantId: string): string;
  /** The tenant of another replica's hint; undefined for an own one and for anything else. */
  decode(message: string | undefined): string | undefined;
}

export function createHints(): Hints {
  const self = randomUUID();
  return {
    encode: (tenantId) => JSON.stringify([self, tenantId]),
    decode: (message) => {
      const [sender, tenantId] = parse(message);
      return typeof tenantId === 'string' && sender !== self ? tenantId : undefined;
    },
  };
}

function parse(message: string | undefined): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(message ?? '');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
