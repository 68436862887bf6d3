/**
 * `npm ci` ends here: builds GraphiQL into web/dist, so that `npm run demo` needs nothing else. Does nothing where vite
 * isn't installed (an install without development dependencies) or nothing changed since the last build.
 */

import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the built page is made of, from the repository's root. */
const sources = ['web/*.*', 'web/examples/*', 'package-lock.json'];
const page = 'web/dist/index.html';

/** True when the page was built after the last change of all it is made of. */
export function isUpToDate(root: string): boolean {
  const builtMs = statSync(`${root}/${page}`, { throwIfNoEntry: false })?.mtimeMs;
  if (builtMs === undefined) return false;
  return globSync(sources, { cwd: root }).every((source) => statSync(`${root}/${source}`).mtimeMs <= builtMs);
}

async function prepare(root: string): Promise<string> {
  if (isUpToDate(root)) return 'is up to date';
  const vite = await import('vite').catch(() => undefined);
  if (!vite) return 'is left alone: vite is not installed';
  // React's development build would be twice the size, whatever the shell says.
  process.env.NODE_ENV = 'production';
  const startMs = performance.now();
  await vite.build({ configFile: `${root}/web/vite.config.ts` });
  return `built in ${((performance.now() - startMs) / 1000).toFixed(1)} s`;
}

if (import.meta.main) {
  console.log(`web/dist ${await prepare(fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, ''))}`);
}
