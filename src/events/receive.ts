/**
 * The webhook receiver, without sockets: judge, read, store, and only then answer. A vendor gets a 2xx when its event is
 * committed and never before; what follows the commit cannot change the answer.
 */

import type { StoredEvent, VendorEvent } from '../domain/events.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { createFollowing, type FollowingOptions } from './following.ts';
import { createTimeLimit } from './in-time.ts';
import type { EventLog } from './log.ts';
import { createRouteTable, type WebhookRoute } from './routes.ts';
import type { DeliveryOutcome } from './webhooks/delivery-counts.ts';

export type { WebhookAdapterLike, WebhookRoute } from './routes.ts';

/** Bytes of a delivery at most; the edge stops reading there too. */
export const maxDeliveryBytes = 256 * 1024;

export interface Delivery {
  /** The path segments of `/webhooks/{vendor}/{token}`. */
  readonly vendorKey: string;
  readonly token: string;
  /** The bytes as received: the signature is over these. */
  readonly body: Uint8Array;
  /** Lower-case names; a header sent twice is an array. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface DeliveryAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string;
}

export type ReplayResult =
  | { readonly status: 'replayed'; readonly stored: readonly StoredEvent[] }
  /** No such letter, or the tenant's webhook of that vendor is no longer configured. */
  | { readonly status: 'unknown' }
  | { readonly status: 'unreadable'; readonly reason: string };

export interface Receiver {
  /** Never rejects. */
  receive(delivery: Delivery): Promise<DeliveryAnswer>;
  /** For a delivery that was not read to its end, being larger than `maxDeliveryBytes`. */
  refuseTooLarge(vendorKey: string): DeliveryAnswer;
  /**
   * Reads a dead letter of the tenant once more, after the adapter was mended, and stores what it says as if it had come
   * now; a letter that could be read is removed. Rejects when the store fails.
   */
  replay(tenantId: string, deadLetterId: string): Promise<ReplayResult>;
  /** Resolves when what follows the commits so far (cache drops, wake-ups) is done. */
  settled(): Promise<void>;
}

export interface ReceiverOptions extends FollowingOptions {
  readonly routes: readonly WebhookRoute[];
  readonly log: Pick<EventLog, 'append' | 'putDeadLetter' | 'deadLetter' | 'removeDeadLetter'>;
  readonly metrics: Pick<Metrics, 'webhooks'>;
  /**
   * Makes the routes' secrets as new as the store has them; a delivery is refused only after that. Every refusal waits for
   * it, so that its time tells nothing. Absent where secrets do not change while the process runs.
   */
  readonly refreshSecrets?: () => Promise<void>;
  /** Told what became of each delivery to a path that is known. */
  readonly onOutcome?: (route: WebhookRoute, outcome: DeliveryOutcome) => void;
  /** How long the store may take before the vendor is told to come again, milliseconds; default 8 000. */
  readonly storeTimeoutMs?: number;
}

type Outcome = DeliveryOutcome | 'too_large';

/** Seconds after which a vendor may try again while the store is down. */
const retryAfterSeconds = 5;

const contentType = 'application/json; charset=utf-8';
const accepted: DeliveryAnswer = { status: 202 };
const refused = toAnswer(401, 'The delivery is not authorised.');
const tooLarge = toAnswer(413, `A delivery has at most ${maxDeliveryBytes} bytes.`);
const encoded = toAnswer(415, 'Send the body as it was signed, without a content encoding.');
const unavailable: DeliveryAnswer = {
  ...toAnswer(503, 'The delivery could not be stored; send it again.'),
  headers: { 'content-type': contentType, 'retry-after': String(retryAfterSeconds) },
};

export function createReceiver(options: ReceiverOptions): Receiver {
  const { log, clock, metrics, logger, refreshSecrets, onOutcome, storeTimeoutMs = 8_000 } = options;
  const routes = createRouteTable(options.routes);
  const following = createFollowing(options);
  const inTime = createTimeLimit(storeTimeoutMs, clock);
  const countOutcome = createCounter(metrics);

  const count = (vendor: VendorName | undefined, outcome: Outcome, given: DeliveryAnswer): DeliveryAnswer => {
    countOutcome(vendor ?? 'unknown', outcome);
    return given;
  };

  const answer = (route: WebhookRoute, outcome: DeliveryOutcome, given: DeliveryAnswer): DeliveryAnswer => {
    onOutcome?.(route, outcome);
    return count(route.vendor, outcome, given);
  };

  const receive = async (delivery: Delivery): Promise<DeliveryAnswer> => {
    const vendor = routes.vendorOf(delivery.vendorKey);
    if (delivery.body.byteLength > maxDeliveryBytes) return refuseTooLarge(delivery.vendorKey);
    if (!isPlain(delivery.headers['content-encoding'])) return count(vendor, 'rejected', encoded);

    const route = judge(delivery) ?? (await judgeAfresh(delivery));
    if (route === 'unavailable') return count(vendor, 'unavailable', unavailable);
    if (!route) return refuse(delivery, vendor);

    const events = readEvents(route, delivery.body);
    if (events instanceof Unreadable) return setAside(route, delivery.body, events);

    const appending = log.append(route.tenantId, route.vendor, events);
    try {
      const { stored } = await inTime(appending);
      following.note(stored);
      return answer(route, stored.length > 0 ? 'stored' : 'duplicate', accepted);
    } catch (err) {
      // A commit too late for the answer is one all the same, and what the vendor sends again will be a duplicate of it.
      appending.then(({ stored }) => following.note(stored)).catch(() => {});
      return storeFailed(route, err);
    }
  };

  const refuseTooLarge = (vendorKey: string) => count(routes.vendorOf(vendorKey), 'too_large', tooLarge);

  const judgeAfresh = async (delivery: Delivery): Promise<WebhookRoute | undefined | 'unavailable'> => {
    if (!refreshSecrets) return undefined;
    try {
      await inTime(refreshSecrets());
    } catch (err) {
      logger.error({ err }, 'the secrets of webhooks could not be read; the vendor is asked to send it again');
      return 'unavailable';
    }
    return judge(delivery);
  };

  const refuse = (delivery: Delivery, vendor: VendorName | undefined): DeliveryAnswer => {
    const route = routes.claimed(delivery);
    return route ? answer(route, 'rejected', refused) : count(vendor, 'rejected', refused);
  };

  const judge = (delivery: Delivery): WebhookRoute | undefined => {
    try {
      return routes.authorise(delivery);
    } catch (err) {
      logger.error({ vendor: routes.vendorOf(delivery.vendorKey), err }, 'a signature could not be judged');
      return undefined;
    }
  };

  const setAside = async (route: WebhookRoute, body: Uint8Array, { reason }: Unreadable): Promise<DeliveryAnswer> => {
    const { tenantId, vendor } = route;
    try {
      const deadLetter = await inTime(log.putDeadLetter({ tenantId, vendor, body, reason }));
      logger.error({ tenantId, vendor, deadLetter, reason }, 'a signed delivery could not be read; it is kept');
      return answer(route, 'dead_letter', accepted);
    } catch (err) {
      return storeFailed(route, err);
    }
  };

  const storeFailed = (route: WebhookRoute, err: unknown): DeliveryAnswer => {
    const { tenantId, vendor } = route;
    logger.error({ tenantId, vendor, err }, 'a delivery could not be stored; the vendor is asked to send it again');
    return answer(route, 'unavailable', unavailable);
  };

  const replay = async (tenantId: string, deadLetterId: string): Promise<ReplayResult> => {
    const letter = await log.deadLetter(tenantId, deadLetterId);
    const route = options.routes.find((one) => one.tenantId === tenantId && one.vendor === letter?.vendor);
    if (!letter || !route) return { status: 'unknown' };
    const events = readEvents(route, letter.body);
    if (events instanceof Unreadable) return { status: 'unreadable', reason: events.reason };
    const { stored } = await log.append(tenantId, route.vendor, events);
    await log.removeDeadLetter(tenantId, deadLetterId);
    following.note(stored);
    return { status: 'replayed', stored };
  };

  return { receive, refuseTooLarge, replay, settled: following.settled };
}

/** Counts by vendor and outcome, looking up what there is of each once. */
function createCounter({ webhooks }: Pick<Metrics, 'webhooks'>) {
  const counters = new Map<Outcome, Map<string, { inc(): void }>>();
  return (vendor: VendorName | 'unknown', outcome: Outcome) => {
    const ofOutcome = counters.get(outcome) ?? new Map();
    const counter = ofOutcome.get(vendor) ?? webhooks.labels({ vendor, outcome });
    counters.set(outcome, ofOutcome.set(vendor, counter));
    counter.inc();
  };
}

/** Why a delivery could not be read. */
class Unreadable {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

function readEvents(route: WebhookRoute, body: Uint8Array): readonly VendorEvent[] | Unreadable {
  try {
    const events = route.adapter.parseDelivery(body);
    return events.length > 0 ? events : new Unreadable('it holds no event');
  } catch (error) {
    // Only an AppError's text is known to hold nothing secret.
    return new Unreadable(error instanceof AppError ? toPrintable(error.message) : 'the adapter failed on it');
  }
}

function toPrintable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300);
}

function isPlain(encoding: string | readonly string[] | undefined): boolean {
  return encoding === undefined || (typeof encoding === 'string' && encoding.trim().toLowerCase() === 'identity');
}

function toAnswer(status: number, message: string): DeliveryAnswer {
  return { status, headers: { 'content-type': contentType }, body: JSON.stringify({ message }) };
}
