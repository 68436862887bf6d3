/** Peers are not the project's dependencies: they are installed on the first run, in bench/. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @throws Error when npm fails */
export function installPeers(say: (line: string) => void): void {
  if (installed()) return;
  say('Installing the peers (npm ci --prefix bench) …');
  // Their install scripts build nothing that is used here.
  const args = ['ci', '--prefix', pathOf('.'), '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0)
    throw new Error(`npm ci --prefix bench ended with ${status}; \`--contenders wattgraph,bff,bare\` needs no peers`);
}

/** npm writes what it has installed; anything else than the lock file says is installed anew. */
function installed(): boolean {
  const marker = pathOf('node_modules/.package-lock.json');
  if (!existsSync(marker)) return false;
  return versionsOf(marker) === versionsOf(pathOf('package-lock.json'));
}

function versionsOf(path: string): string {
  const { packages } = JSON.parse(readFileSync(path, 'utf8'));
  const direct: string[] = Object.keys(JSON.parse(readFileSync(pathOf('package.json'), 'utf8')).dependencies);
  return direct.map((name) => `${name}@${packages[`node_modules/${name}`]?.version}`).join();
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
