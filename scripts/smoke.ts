/** The README's path: start the demo, ask its first query, see data of five vendors, stop it. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vendorNames } from '../src/domain/vendor-name.ts';
import { startDemo } from './demo-process.ts';

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** The first block of the README that is marked as GraphQL. */
export function firstQuery(readme: string): string {
  const query = /^```graphql\n([\s\S]*?)^```/m.exec(readme)?.[1];
  if (!query) throw new Error('README.md shows no ```graphql block');
  return query;
}

/** @throws Error when the answer has errors, or when a field of its first level is null */
export function assertWhole(answer: Answer): void {
  if (answer.errors?.length) throw new Error(answer.errors.map(({ message }) => message).join('; '));
  const fields = Object.entries(answer.data ?? {});
  if (fields.length === 0) throw new Error('the answer has no data');
  const empty = fields.filter(([, value]) => value === null).map(([name]) => name);
  if (empty.length > 0) throw new Error(`nothing came for ${empty.join(', ')}`);
}

/** The vendors that answered a call well, read from the text of /metrics. */
export function answeringVendors(metrics: string): readonly string[] {
  const calls = metrics.split('\n').filter((line) => line.startsWith('wattgraph_vendor_calls_total{'));
  const good = calls.filter((line) => line.includes('outcome="ok"') && Number(line.split(' ').at(-1)) > 0);
  return vendorNames.filter((vendor) => good.some((line) => line.includes(`vendor="${vendor}"`)));
}

async function ask(url: string, query: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'demo' },
    body: JSON.stringify({ query }),
  });
  return await response.json();
}

async function smoke(): Promise<void> {
  const query = firstQuery(readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8'));
  const demo = await startDemo();
  let exitCode: number | null;
  try {
    assertWhole(await ask(demo.url, query));
    const metrics = await (await fetch(new URL('/metrics', demo.url))).text();
    const silent = vendorNames.filter((vendor) => !answeringVendors(metrics).includes(vendor));
    if (silent.length > 0) throw new Error(`the README's first query got nothing from ${silent.join(', ')}`);
  } finally {
    exitCode = await demo.stop();
  }
  if (exitCode !== 0) throw new Error(`the demo ended with exit code ${exitCode} after SIGTERM`);
}

if (import.meta.main) {
  await smoke();
  console.log("the demo answers the README's first query from five vendors, and stops on SIGTERM");
}
