/** The vendor's paths. All but `/auth/token` are assumed, as the contract lists them; no path takes a query. */

import type { SandboxRequest } from '../exchange.ts';
import type { Account } from './accounts.ts';
import { compound, distribution, greenness, saving, trend } from './analytics.ts';
import { isPeriod, type Period, periods } from './calendar.ts';
import { consumption, habits, latest, performance, realtime, totals } from './consumption.ts';
import { VendorRefusal } from './envelope.ts';
import type { Setting } from './setting.ts';

type AccountAnswer = (account: Account, setting: Setting) => unknown;
type PeriodAnswer = (account: Account, period: Period, setting: Setting) => unknown;

const byAccount: Readonly<Record<string, AccountAnswer>> = {
  'consumption/realtime': realtime,
  'consumption/latest': latest,
  'analytics/trend': trend,
  'analytics/distribution': distribution,
  'analytics/compound': compound,
  saving,
};

const byPeriod: Readonly<Record<string, PeriodAnswer>> = {
  consumption,
  'consumption/totals': totals,
  'consumption/performance': performance,
  'consumption/habits': habits,
};

export function routeAnswer(request: SandboxRequest, setting: Setting): unknown {
  if (request.url.search !== '') throw new VendorRefusal(400, 'no query parameters are known');
  const [group = '', accountNumber, ...rest] = request.segments;
  if (group === 'user') return userAnswer(request, accountNumber, rest, setting);
  if (group === 'greenness' && accountNumber === undefined) {
    assertMethod(request, 'GET');
    return greenness(setting);
  }
  if (!readGroups.has(group) || accountNumber === undefined) throw notFound();
  assertMethod(request, 'GET');
  return readAnswer(group, setting.accounts.get(accountNumber), rest, setting);
}

const readGroups: ReadonlySet<string> = new Set(['consumption', 'analytics', 'saving']);

function readAnswer(group: string, account: Account, rest: readonly string[], setting: Setting): unknown {
  const [word, second, ...more] = rest;
  if (more.length > 0) throw notFound();
  // The fixed words come first: what follows `consumption/{account}` is a period otherwise.
  const plain = find(byAccount, word === undefined ? group : `${group}/${word}`);
  if (plain && second === undefined) return plain(account, setting);
  const named = second === undefined ? undefined : find(byPeriod, `${group}/${word}`);
  if (named && second !== undefined) return named(account, toPeriod(second), setting);
  const whole = find(byPeriod, group);
  if (whole && word !== undefined && second === undefined) return whole(account, toPeriod(word), setting);
  throw notFound();
}

function userAnswer(
  request: SandboxRequest,
  accountNumber: string | undefined,
  rest: readonly string[],
  { accounts }: Setting,
): unknown {
  if (accountNumber === undefined) {
    assertMethod(request, 'POST');
    return accounts.create(toJson(request));
  }
  if (rest.length === 0) {
    assertMethod(request, 'DELETE');
    return accounts.remove(accountNumber);
  }
  if (rest.length > 1 || rest[0] !== 'onboarding') throw notFound();
  assertMethod(request, 'POST');
  return accounts.onboard(accountNumber, toJson(request));
}

function toPeriod(word: string): Period {
  if (isPeriod(word)) return word;
  throw new VendorRefusal(422, `period must be one of ${periods.join(', ')}`);
}

function toJson(request: SandboxRequest): unknown {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    throw new VendorRefusal(400, 'the body must be application/json');
  }
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new VendorRefusal(400, 'the body is not JSON');
  }
}

function assertMethod(request: SandboxRequest, method: string): void {
  if (request.method !== method) throw new VendorRefusal(405, `use ${method}`);
}

function find<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function notFound(): VendorRefusal {
  return new VendorRefusal(404, 'no such path');
}
