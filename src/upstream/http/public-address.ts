/** Vendor hosts must be on the public internet: a URL in the config can't be turned into a way into our own network. */

import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** The base URL, parsed. Throws an Error that names what is wrong with it, never its user, password or query. */
export function parseBaseUrl(text: string, options: { readonly allowPrivateHosts: boolean }): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new Error('a vendor base URL is not a URL: write it as https://host/path');
  if (url.username || url.password || url.search || url.hash) {
    throw new Error(`the base URL of ${url.host} has a user, query or fragment: only host and path belong there`);
  }
  if (options.allowPrivateHosts && url.protocol === 'http:') return url;
  if (url.protocol !== 'https:') throw new Error(`the base URL of ${url.host} must start with https://`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!options.allowPrivateHosts && isIP(host) && !isPublicAddress(host)) {
    throw new Error(`the base URL of ${url.host} is a private address`);
  }
  return url;
}

/** A resolver for sockets that refuses names with a private address; what it checked is what gets connected. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '');
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    const first = addresses[0];
    if (refused || !first) return callback(new PrivateAddressError(), '');
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

/** The name of a vendor's host resolves to an address that is not public. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
  readonly code = 'EPRIVATE';

  constructor() {
    super('a vendor host resolves to a private address');
  }
}

/** Whether an address (IPv4, IPv6, IPv4 within IPv6) is neither private, local, link-local, multicast nor reserved. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !reserved.check(address, 'ipv4');
  return isIP(address) === 6 && !reserved.check(address, 'ipv6');
}

// From the IANA special-purpose address registries. BlockList sees IPv4 rules through ::ffff:0:0/96 by itself.
const reserved = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  reserved.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  reserved.addSubnet(network, prefix, 'ipv6');
}
