/** Where a vendor of a tenant is to post to, and what the vendor can be told about it. */

import type { WebhookRegistration } from '../../domain/entities.ts';
import type { Call } from '../../upstream/call.ts';
import type { WebhookKey } from './registry.ts';

/** The vendor's side, as the vendor port has it. */
export interface WebhookSourceLike {
  readonly signingKeyFrom: 'vendor' | 'config';
  readonly eventTypes: readonly string[];
  registrationsNow?(call: Call): Promise<readonly WebhookRegistration[]>;
  register(
    target: {
      readonly name: string;
      readonly url: string;
      readonly eventTypes: readonly string[];
      readonly secret: string | undefined;
    },
    call: Call,
  ): Promise<{ readonly registration: WebhookRegistration; readonly secret: string | undefined }>;
  unregister?(id: string, call: Call): Promise<boolean>;
  test(id: string, eventTypes: readonly string[], call: Call): Promise<boolean>;
}

export interface WebhookTarget extends WebhookKey {
  /** Ends in the secret token; undefined when the gateway does not know its own address. */
  readonly url: string | undefined;
  /** Whether it is kept registered without anyone asking. */
  readonly auto: boolean;
  /** Those of the config. */
  readonly secrets: readonly string[];
  readonly source: WebhookSourceLike;
}

/** What is to be registered. */
export interface WebhookWish {
  readonly name: string;
  readonly eventTypes: readonly string[];
  /** Register anew even if all is as wished. */
  readonly rotate: boolean;
}

export function toAutoWish({ source }: WebhookTarget): WebhookWish {
  return { name: defaultName, eventTypes: source.eventTypes, rotate: false };
}

export const defaultName = 'wattgraph';
