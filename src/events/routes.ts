/** Who a delivery is for, and whether it comes from whom it says: the same work for every outcome. */

import { hash, randomBytes } from 'node:crypto';
import type { VendorEvent } from '../domain/events.ts';
import type { VendorName } from '../domain/vendor-name.ts';

/** The webhook side of a vendor: judges and reads a delivery; knows nothing of storage. */
export interface WebhookAdapterLike {
  /** True when the delivery is signed by any of the secrets; a refusal takes the same time whatever is wrong. */
  verifyDelivery(
    request: {
      readonly body: Uint8Array;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    },
    secrets: readonly string[],
  ): boolean;
  /** Throws when the delivery cannot be read. */
  parseDelivery(body: Uint8Array): readonly VendorEvent[];
}

export interface WebhookRoute {
  /** The vendor's name in the path. */
  readonly vendorKey: string;
  readonly vendor: VendorName;
  readonly tenantId: string;
  /** The unguessable path segment. */
  readonly token: string;
  /** Live secrets, at most two (the old one beside the new one while they rotate). Read at each delivery. */
  readonly secrets: readonly string[];
  readonly adapter: WebhookAdapterLike;
}

interface Claim {
  readonly vendorKey: string;
  readonly token: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface RouteTable {
  /** The route of a delivery that is rightly signed for it; undefined for an unknown token and a bad signature alike. */
  authorise(claim: Claim): WebhookRoute | undefined;
  /** The route that a delivery claims to be for, whether rightly or not. */
  claimed(claim: Pick<Claim, 'vendorKey' | 'token'>): WebhookRoute | undefined;
  vendorOf(vendorKey: string): VendorName | undefined;
}

/** Every signature is judged against this many secrets, so that time does not tell a known token from an unknown one. */
const secretsTried = 2;

/** @throws Error when two routes of a vendor have one token. */
export function createRouteTable(routes: readonly WebhookRoute[]): RouteTable {
  const byToken = new Map<string, WebhookRoute>();
  const decoys = new Map<string, WebhookRoute>();
  const blanks = Array.from({ length: secretsTried }, () => randomBytes(32).toString('hex'));

  for (const route of routes) {
    const key = toKey(route.vendorKey, route.token);
    const other = byToken.get(key);
    if (other)
      throw new Error(`tenants ${other.tenantId} and ${route.tenantId} share a ${route.vendorKey} webhook token`);
    byToken.set(key, route);
    decoys.set(route.vendorKey, { ...route, secrets: [] });
  }

  return {
    claimed: ({ vendorKey, token }) => byToken.get(toKey(vendorKey, token)),
    vendorOf: (vendorKey) => decoys.get(vendorKey)?.vendor,
    authorise: ({ vendorKey, token, body, headers }) => {
      const route = byToken.get(toKey(vendorKey, token));
      const judged = route ?? decoys.get(vendorKey);
      if (!judged) return undefined;
      // No one knows a blank, so it never fits; it only takes its time.
      const live = judged.secrets;
      const secrets = [...live, ...blanks.slice(live.length)];
      const genuine = judged.adapter.verifyDelivery({ body, headers }, secrets);
      return genuine ? route : undefined;
    },
  };
}

// A lookup by digest: how long it takes says nothing about how much of a token was right.
function toKey(vendorKey: string, token: string): string {
  return hash('sha256', JSON.stringify([vendorKey, token]));
}
