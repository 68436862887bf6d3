/**
 * Opaque global ids and event cursors: what they name, sealed with a MAC over (purpose, tenant, content), so that a
 * changed one, or another tenant's, reads exactly like an unknown one.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EntityType, JobRef, Named, Ref, RefKind } from './ref.ts';
import { type VendorName, vendorNames } from './vendor-name.ts';

export interface IdCodec {
  /** The global id of an entity or a job of the tenant. */
  encodeId(tenantId: string, type: EntityType, ref: Ref): string;
  encodeId(tenantId: string, type: 'Job', ref: JobRef): string;
  /** What an id names, or undefined when it is not an id of this tenant. */
  decodeId(tenantId: string, id: string): Named | undefined;
  /** The cursor of a place in the tenant's event log. */
  encodeCursor(tenantId: string, seq: number): string;
  decodeCursor(tenantId: string, cursor: string): number | undefined;
}

const macBytes = 12;

/** `secret`: at least 16 bytes, the same in every replica and over restarts. */
export function createIdCodec(secret: Uint8Array): IdCodec {
  if (secret.length < 16) throw new Error(`the id secret has ${secret.length} bytes; it needs at least 16`);

  const mac = (purpose: string, tenantId: string, content: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, tenantId, content]))
      .digest()
      .subarray(0, macBytes);

  const seal = (purpose: string, tenantId: string, content: string) =>
    Buffer.concat([mac(purpose, tenantId, content), Buffer.from(content, 'utf8')]).toString('base64url');

  const open = (purpose: string, tenantId: string, sealed: string) => {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= macBytes || bytes.toString('base64url') !== sealed) return undefined;
    const content = bytes.subarray(macBytes).toString('utf8');
    return timingSafeEqual(bytes.subarray(0, macBytes), mac(purpose, tenantId, content)) ? content : undefined;
  };

  return {
    encodeId: (tenantId: string, type: EntityType | 'Job', ref: Ref | JobRef) =>
      seal('id', tenantId, JSON.stringify([type, ref.vendor, ref.kind, ref.id])),
    decodeId: (tenantId, id) => {
      const content = open('id', tenantId, id);
      return content === undefined ? undefined : toNamed(JSON.parse(content));
    },
    encodeCursor: (tenantId, seq) => seal('cursor', tenantId, String(seq)),
    decodeCursor: (tenantId, cursor) => {
      const content = open('cursor', tenantId, cursor);
      return content === undefined ? undefined : Number(content);
    },
  };
}

// The MAC vouches for the shape; this only gives it types, and refuses what an older release may have sealed.
function toNamed(parts: unknown): Named | undefined {
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === 'string')) return undefined;
  const [type, vendor, kind, id] = parts as [EntityType | 'Job', VendorName, RefKind, string];
  if (!vendorNames.includes(vendor)) return undefined;
  return type === 'Job' ? { type, ref: { vendor, kind: 'job', id } } : { type, ref: { vendor, kind, id } };
}
