import { expect, it } from 'vitest';
import { startSandboxes } from '../../src/sandbox/index.ts';

it('starts the five vendors on ports of their own, each with its control endpoint, and stops them', async () => {
  const { stop, ...vendors } = await startSandboxes();
  const urls = Object.values(vendors).map(({ url }) => url);
  expect(Object.keys(vendors)).toEqual(['equiwatt', 'digiwatt', 'wattshift', 'wattics', 'enerkey']);
  expect(new Set(urls).size).toBe(5);
  for (const url of urls) expect(await (await fetch(`${url}/__sandbox/faults`)).json()).toEqual([]);
  await stop();
  for (const url of urls) await expect(fetch(url)).rejects.toThrow();
});
