import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoProcess, startDemo } from '../../scripts/demo-process.ts';
import { chromiumThere, launchChromium, watchTrouble } from '../support/chromium.ts';
import { openGraphiql } from '../support/graphiql-page.ts';

const picture = fileURLToPath(new URL('../../docs/img/graphiql.png', import.meta.url));

describe.skipIf(!chromiumThere())('GraphiQL over the demo, in Chromium', () => {
  let browser: Browser;
  let demo: DemoProcess;
  beforeAll(async () => {
    [browser, demo] = await Promise.all([launchChromium(), startDemo()]);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('shows data of five vendors in one query, and a live event in the next tab', { timeout: 200_000 }, async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
    const trouble = watchTrouble(page);
    const graphiql = await openGraphiql(page, demo.url);

    await graphiql.run('FiveVendors', '"home": {', '"utility": {', '"powerW": ', '"asset": {', '"SMARTMETER"');
    if (process.env.WATTGRAPH_SCREENSHOTS === '1') {
      mkdirSync(dirname(picture), { recursive: true });
      await page.screenshot({ path: picture });
    }

    await graphiql.run('LiveEvents', '"cursor": "', '"type": "EVENT_', '"vendor": "EQUIWATT"');
    expect(trouble).toEqual([]);
    await page.close();
  });
});
