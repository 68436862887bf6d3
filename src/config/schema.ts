/** The shape of the config file, but for what the vendors say themselves. Strict: an unknown key is refused by name. */

import { z } from 'zod';
import { roles } from '../auth/principal.ts';

const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be an origin such as https://app.example.com',
  );

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });

const serverSchema = z.strictObject({
  /** Where vendors reach the gateway; webhooks are registered under it. */
  publicUrl: httpUrl.optional(),
  /** Web origins that may call from a browser: CORS, and WebSockets. Default none but our own. */
  trustedOrigins: z.array(origin).default([]),
  /** Whether `GET /graphql` serves GraphiQL to browsers. Default true. */
  graphiql: z.boolean().default(true),
  /** Whether the schema may be asked for. Default true. */
  introspection: z.boolean().default(true),
  /** Whether vendor URLs may be http and lead to private addresses: sandboxes and tests only. Default false. */
  allowPrivateVendorHosts: z.boolean().default(false),
  /** How long a query or mutation may take, in milliseconds, 100 to 300 000. Default 10 000. */
  operationTimeoutMs: z.int().min(100).max(300_000).default(10_000),
  /**
   * How long requests are still taken after readiness went off at a stop, in milliseconds, 0 to 10 000: a little more than
   * what probes `/readyz` waits between two looks. Default 0.
   */
  drainDelayMs: z.int().min(0).max(10_000).default(0),
  /**
   * What is kept in the process. `upstream`: what was read of vendors; off, every operation asks them anew, together with
   * those that ask the same at that time. `answers`: whole answers, for as long as all in them is fresh; off, every
   * operation is executed. Default both on.
   */
  cache: z.strictObject({ upstream: z.boolean().default(true), answers: z.boolean().default(true) }).prefault({}),
  /** Gateways on one Redis, at most, 1 to 1 000: while it is gone each keeps to this share of every vendor limit. Default 2. */
  maxReplicas: z.int().min(1).max(1_000).default(2),
});

const apiKeySchema = z
  .strictObject({
    /** For logs. */
    name: z.string().min(1).max(64),
    key: z.string().min(1).max(512).optional(),
    /** SHA-256 of the key, hex. */
    sha256: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits')
      .optional(),
    roles: z.array(z.enum(roles)).min(1),
  })
  .refine((entry) => (entry.key === undefined) !== (entry.sha256 === undefined), 'needs either key or sha256');

const jwtSchema = z.strictObject({
  /** The `iss` claim. */
  issuer: z.string().min(1),
  /** The `aud` claim. */
  audience: z.string().min(1),
  /** Where the issuer's public keys are. */
  jwksUri: httpUrl,
  /** The claim that holds the tenant's id. Default `tenant`. */
  tenantClaim: z.string().min(1).default('tenant'),
  /** The claim that holds the roles, a list or words in one text. Default `roles`; a token without it may only read. */
  rolesClaim: z.string().min(1).default('roles'),
});

const homeMember = z.union([z.string().min(1), z.int().nonnegative()]);

const tenantSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, hyphens and underscores'),
  /** Default: the id. */
  name: z.string().min(1).optional(),
  apiKeys: z.array(apiKeySchema).default([]),
  jwt: jwtSchema.optional(),
  /** By the vendor's key; judged by the vendor's own schema. */
  vendors: z.record(z.string(), z.unknown()).default({}),
  homes: z.array(z.record(z.string(), z.union([homeMember, z.array(homeMember).min(1)]))).default([]),
});

export const fileSchema = z.strictObject({
  server: serverSchema.prefault({}),
  tenants: z.array(tenantSchema).min(1),
});

export type ServerConfig = z.infer<typeof serverSchema>;
export type TenantInput = z.infer<typeof tenantSchema>;
export type JwtConfig = z.infer<typeof jwtSchema>;
