/** The two keys of a profile: who is let in, and how many calls each still has. */

import type { Clock } from '../../domain/clock.ts';

export type KeyName = 'primary' | 'secondary';
/** A partner's key opens everything, a tenant's Provisioning only, a profile's the rest. */
export type KeyScope = 'profile' | 'tenant' | 'partner';

export type Admission =
  /** Missing, unknown, or outside its validity dates. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'limited' }
  /** `remaining`: calls the 24 hours still hold after this one. */
  | { readonly kind: 'admitted'; readonly remaining: number };

export interface KeyringOptions {
  readonly clock: Clock;
  readonly keys: Readonly<Record<KeyName, string>>;
  readonly disabled: readonly KeyName[];
  readonly dailyLimit: number;
  readonly developmentPortal: boolean;
}

const dayMs = 86_400_000;
const portalWindow = { requests: 20, windowMs: 10_000 };

export function createKeyring(options: KeyringOptions) {
  const disabled = new Set<KeyName>(options.disabled);
  const admittedAt: Record<KeyName, number[]> = { primary: [], secondary: [] };

  const keyNamed = (header: string | undefined): KeyName | undefined =>
    (['primary', 'secondary'] as const).find((name) => header === options.keys[name] && !disabled.has(name));

  return {
    admit(header: string | undefined): Admission {
      const name = keyNamed(header);
      if (!name) return { kind: 'refused' };
      const nowMs = options.clock.now();
      const admitted = admittedAt[name];
      while (admitted[0] !== undefined && admitted[0] <= nowMs - dayMs) admitted.shift();
      if (admitted.length >= options.dailyLimit) return { kind: 'limited' };
      if (options.developmentPortal && recent(admitted, nowMs) >= portalWindow.requests) return { kind: 'limited' };
      admitted.push(nowMs);
      return { kind: 'admitted', remaining: options.dailyLimit - admitted.length };
    },
    setEnabled(name: KeyName, enabled: boolean): void {
      if (enabled) disabled.delete(name);
      else disabled.add(name);
    },
  };
}

function recent(admitted: readonly number[], nowMs: number): number {
  const first = admitted.findIndex((atMs) => atMs > nowMs - portalWindow.windowMs);
  return first < 0 ? 0 : admitted.length - first;
}
