/**
 * The secrets that deliveries are judged by: those the gateway keeps, beside those of the config. They are held in
 * memory, and read again before a delivery is refused: another replica may have registered anew a moment ago.
 */

import type { Clock } from '../../domain/clock.ts';
import type { SecretBox } from '../../store/secret-box.ts';
import type { WebhookKey, WebhookRecord, WebhookRegistry } from './registry.ts';

export interface LiveSecrets {
  /** At most two: the one in use, and the one it replaces or the config has. */
  of(key: WebhookKey, configured: readonly string[]): readonly string[];
  /** Resolves when they are as the store had them after the call. Rejects when the store does not answer. */
  refresh(): Promise<void>;
}

export interface LiveSecretsOptions {
  readonly registry: Pick<WebhookRegistry, 'all'>;
  readonly box: SecretBox | undefined;
  readonly clock: Clock;
}

const most = 2;
/** Between two looks at the store, milliseconds: who sends rubbish does not get a query for each piece. */
const intervalMs = 250;

interface KeptSecrets {
  readonly current: string | undefined;
  readonly previous: string | undefined;
  readonly previousUntilMs: number;
}

export function createLiveSecrets({ registry, box, clock }: LiveSecretsOptions): LiveSecrets {
  let kept: ReadonlyMap<string, KeptSecrets> = new Map();
  let lastMs = Number.NEGATIVE_INFINITY;
  let next: Promise<void> | undefined;
  let begun = 0;
  let newest = 0;

  const read = async () => {
    begun += 1;
    const turn = begun;
    const rows = await registry.all();
    // A slow look must not undo a later one.
    if (turn < newest) return;
    newest = turn;
    kept = new Map(rows.map((row) => [toName(row), toKept(row, box)]));
  };

  const readInTurn = async () => {
    const pauseMs = lastMs + intervalMs - clock.now();
    // Waits in any case, if only for `next` to be set.
    await (pauseMs > 0 ? clock.sleep(pauseMs) : undefined);
    // Whoever comes from here on needs the next look: this one may not see what is committed now.
    next = undefined;
    lastMs = clock.now();
    await read();
  };

  return {
    of(key, configured) {
      const own = kept.get(toName(key));
      const previous = own && own.previousUntilMs > clock.now() ? own.previous : undefined;
      const secrets = [own?.current, previous, ...configured].filter((secret) => secret !== undefined);
      return secrets.slice(0, most);
    },
    refresh() {
      next ??= readInTurn();
      return next;
    },
  };
}

/** What a secret is sealed for. */
export function secretOf({ tenantId, vendor }: WebhookKey): readonly string[] {
  return ['webhook', tenantId, vendor];
}

function toKept(row: WebhookKey & WebhookRecord, box: SecretBox | undefined): KeptSecrets {
  const open = (sealed: Uint8Array | null) => (sealed ? box?.open(sealed, secretOf(row))?.secret : undefined);
  return {
    current: open(row.secret),
    previous: open(row.previous_secret),
    previousUntilMs: row.previous_until_ms,
  };
}

function toName({ tenantId, vendor }: WebhookKey): string {
  return JSON.stringify([tenantId, vendor]);
}
