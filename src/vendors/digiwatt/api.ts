/**
 * The calls of Digiwatt's API. Only `/auth/token` is documented; every other path, the base URL and all methods are
 * assumed, stand here and nowhere else, and can be replaced from the config.
 */

import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { path } from '../../upstream/path.ts';
import type { WirePeriod } from './periods.ts';
import * as wire from './wire.ts';

export const defaultPaths = {
  token: '/auth/token',
  user: '/user',
  account: '/user/{account}',
  onboarding: '/user/{account}/onboarding',
  consumption: '/consumption/{account}/{period}',
  totals: '/consumption/{account}/totals/{period}',
  realtime: '/consumption/{account}/realtime',
  latest: '/consumption/{account}/latest',
  performance: '/consumption/{account}/performance/{period}',
  habits: '/consumption/{account}/habits/{period}',
  trend: '/analytics/{account}/trend',
  distribution: '/analytics/{account}/distribution',
  compound: '/analytics/{account}/compound',
  saving: '/saving/{account}',
  greenness: '/greenness',
} as const;

export type DigiwattOperation = keyof typeof defaultPaths;

export type DigiwattPaths = Readonly<Partial<Record<DigiwattOperation, string | undefined>>>;

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export type DigiwattApi = ReturnType<typeof createDigiwattApi>;

/** Reads of an account give undefined when the vendor does not know it. */
export function createDigiwattApi(connection: Connection, paths: DigiwattPaths = {}) {
  const find = <T>(
    operation: DigiwattOperation,
    values: Readonly<Record<string, string>>,
    parse: (body: unknown) => T,
    call: Call,
  ): Promise<T | undefined> => {
    const request = { operation, method: 'GET', path: pathOf(paths, operation, values), accept: [404] } as const;
    return connection.fetch(request, call, ({ status, body }) => (status === 404 ? undefined : parse(body)));
  };

  const ofAccount =
    <T>(operation: DigiwattOperation, parse: (body: unknown) => T) =>
    (account: string, call: Call) =>
      find(operation, { account }, parse, call);

  const ofPeriod =
    <T>(operation: DigiwattOperation, parse: (body: unknown) => T) =>
    (account: string, period: WirePeriod, call: Call) =>
      find(operation, { account, period }, parse, call);

  return {
    fetchConsumption: ofPeriod('consumption', wire.parseConsumption),
    fetchTotals: ofPeriod('totals', wire.parseTotals),
    fetchPerformance: ofPeriod('performance', wire.parsePerformance),
    fetchHabits: ofPeriod('habits', wire.parseHabits),
    fetchRealtime: ofAccount('realtime', wire.parseRealtime),
    fetchLatest: ofAccount('latest', wire.parseLatest),
    fetchTrend: ofAccount('trend', wire.parseTrend),
    fetchDistribution: ofAccount('distribution', wire.parseDistribution),
    fetchCompound: ofAccount('compound', wire.parseCompound),
    fetchSaving: ofAccount('saving', wire.parseSaving),
    async fetchGreenness(call: Call) {
      const request = { operation: 'greenness', method: 'GET', path: pathOf(paths, 'greenness', {}) } as const;
      return connection.fetch(request, call, ({ body }) => wire.parseGreenness(body));
    },
    /** false = the account exists already (409 is assumed). */
    async createUser(user: wire.WireUser, call: Call) {
      const request = { operation: 'createUser', method: 'POST', path: pathOf(paths, 'user', {}) } as const;
      return connection.fetch({ ...request, json: user, accept: [409] }, call, ({ status, body }) => {
        if (status !== 409) wire.parseUser(body);
        return status !== 409;
      });
    },
    /** false = unknown. */
    async deleteUser(account: string, call: Call) {
      const route = pathOf(paths, 'account', { account });
      const request = { operation: 'deleteUser', method: 'DELETE', path: route, accept: [404] } as const;
      return (await connection.send(request, call)).status !== 404;
    },
    /** false = unknown. The answer repeats what was sent, and is not relied on. */
    async onboard(account: string, json: wire.WireOnboarding, call: Call) {
      const route = pathOf(paths, 'onboarding', { account });
      // What it says replaces what was said before: twice is as once.
      const request = { operation: 'onboardUser', method: 'POST', path: route, json, idempotent: true } as const;
      return (await connection.send({ ...request, accept: [404] }, call)).status !== 404;
    },
    fetchToken: (client: ClientCredentials, call: Call) => fetchToken(connection, paths, client, call),
  };
}

function fetchToken(connection: Connection, paths: DigiwattPaths, client: ClientCredentials, call: Call) {
  const request = {
    operation: 'token',
    method: 'POST',
    path: pathOf(paths, 'token', {}),
    form: { client_id: client.clientId, client_secret: client.clientSecret, grant_type: 'client_credentials' },
    // A second token does no harm.
    idempotent: true,
    // RFC 6749 lets a server refuse the client with 400 as well as with 401.
    accept: [400],
  } as const;
  return connection.fetch(request, call, ({ status, body }) => {
    if (status === 400) throw toRefusal(body);
    return wire.parseToken(body);
  });
}

function toRefusal(body: unknown): AppError {
  return wire.refusesClient(body)
    ? new AppError('VENDOR_UNAUTHORIZED', "DIGIWATT refused the tenant's client id or secret.", { vendor: 'DIGIWATT' })
    : new AppError('VENDOR_REJECTED', 'DIGIWATT refused the token request.', { vendor: 'DIGIWATT' });
}

function pathOf(paths: DigiwattPaths, operation: DigiwattOperation, values: Readonly<Record<string, string>>): string {
  const template = paths[operation] ?? defaultPaths[operation];
  return template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => path`${values[name] ?? ''}`);
}
