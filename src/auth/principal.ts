export const roles = ['read', 'write', 'events'] as const;
export type Role = (typeof roles)[number];

/** Who is asking: one tenant's credential and what it may do. */
export interface Principal {
  readonly tenantId: string;
  /** Name of the API key, or subject of the token; for logs. */
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
  /** When the credential ends; epoch milliseconds; null = not by itself. */
  readonly expiresAtMs: number | null;
}
