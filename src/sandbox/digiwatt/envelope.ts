/** What every answer but the token's is wrapped in. */

import type { SandboxReply } from '../exchange.ts';

export function success(data: unknown): SandboxReply {
  return { status: 200, json: { status: 200, data } };
}

export function failure(refusal: VendorRefusal): SandboxReply {
  return { status: refusal.status, json: { status: refusal.status, message: refusal.message } };
}

export class VendorRefusal extends Error {
  override readonly name = 'VendorRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
