/** The part of the vendor port that tells a vendor where to post its events. */

import type { WebhookRegistration } from '../domain/entities.ts';
import type { Call } from '../upstream/call.ts';

export interface WebhookSource {
  /** The vendor's own names of all types of events that the gateway understands. */
  readonly eventTypes: readonly string[];
  /** Who chooses what deliveries are signed with: the vendor, at registration, or the customer, in the config. */
  readonly signingKeyFrom: 'vendor' | 'config';
  /** What is registered, through the cache. Absent where the vendor does not tell: it has one webhook, and no list. */
  registrations?(call: Call): Promise<readonly WebhookRegistration[]>;
  /** The same, past every cache: what a change is decided on. */
  registrationsNow?(call: Call): Promise<readonly WebhookRegistration[]>;
  /** Sent once: an error leaves open whether it is registered, unless it says otherwise. */
  register(target: WebhookTarget, call: Call): Promise<RegisteredWebhook>;
  /** false = the vendor does not know it. Absent where a webhook can only be replaced. */
  unregister?(id: string, call: Call): Promise<boolean>;
  /** Makes the vendor post now, a delivery for each type where it can tell them apart. false = it does not know the webhook. */
  test(id: string, eventTypes: readonly string[], call: Call): Promise<boolean>;
}

export interface WebhookTarget {
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  /** What deliveries are to be signed with, where the config has it. */
  readonly secret: string | undefined;
}

export interface RegisteredWebhook {
  readonly registration: WebhookRegistration;
  /** What the vendor has chosen; undefined where that is not the vendor's to do, or it does not say. */
  readonly secret: string | undefined;
}
