/**
 * A real Chromium for tests. Where there is none its tests are skipped with a printed reason, unless CI or
 * WATTGRAPH_REQUIRE_SERVICES is set: then they fail, so that nothing is skipped unseen.
 */

import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const places = [
  process.env.WATTGRAPH_TEST_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const path = places.find((place) => place && existsSync(place));
const required = Boolean(process.env.CI || process.env.WATTGRAPH_REQUIRE_SERVICES);

/** True when there is a Chromium. For `describe.skipIf(!chromiumThere())`. */
export function chromiumThere(): boolean {
  if (path) return true;
  const reason = 'there is no Chromium: install Debian\'s "chromium", or name one in WATTGRAPH_TEST_CHROMIUM';
  if (required) throw new Error(`${reason} (CI or WATTGRAPH_REQUIRE_SERVICES is set)`);
  process.stderr.write(`skipped: ${reason}\n`);
  return false;
}

export async function launchChromium(): Promise<Browser> {
  if (!path) throw new Error('chromiumThere() comes first');
  // CI runs as root in a container, where Chromium's own sandbox cannot start.
  return await chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** What a page should have none of: uncaught errors, refusals of its security policy, failed requests, other hosts. */
export function watchTrouble(page: Page): readonly string[] {
  const trouble: string[] = [];
  let origin: string | undefined;
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') trouble.push(`failed: ${request.url()} ${reason}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol === 'blob:' || url.protocol === 'data:') return;
    origin ??= url.origin;
    if (url.origin !== origin) trouble.push(`another origin: ${url.href}`);
  });
  return trouble;
}
