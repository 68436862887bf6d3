/** All that CI runs, in order, each under a heading; ends at the first that fails. The last line counts. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Step {
  readonly heading: string;
  /** Arguments of this Node. */
  readonly script: readonly string[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string) => join(root, 'node_modules', name);

const steps: readonly Step[] = [
  { heading: 'Format and lint', script: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'] },
  { heading: 'Import directions', script: ['scripts/check-imports.ts'] },
  { heading: 'Types', script: [bin('typescript/bin/tsc'), '--noEmit'] },
  { heading: 'Generated code', script: ['scripts/check-codegen.ts'] },
  { heading: "GraphiQL's bundle", script: ['scripts/prepare.ts'] },
  { heading: "The README's path", script: ['scripts/smoke.ts'] },
];

/** How many tests passed and failed, by vitest's JSON report. A suite that could not be loaded is a failure. */
export function countTests(report: string): Counts {
  const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(report);
  const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
  return { passed: numPassedTests, failed: success ? 0 : Math.max(1, failed) };
}

function runNode(script: readonly string[]): boolean {
  return spawnSync(process.execPath, script, { cwd: root, stdio: 'inherit' }).status === 0;
}

function runTests(): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'wattgraph-check-'));
  const report = join(folder, 'tests.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ended = runNode([bin('vitest/vitest.mjs'), 'run', ...reporters]);
    const counts = countTests(readFileSync(report, 'utf8'));
    return ended ? counts : { ...counts, failed: Math.max(1, counts.failed) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function check(): Counts {
  let passed = 0;
  for (const { heading, script } of steps) {
    console.log(`\n== ${heading}`);
    if (!runNode(script)) return { passed, failed: 1 };
    passed += 1;
  }
  console.log('\n== Tests');
  const tests = runTests();
  return { passed: passed + tests.passed, failed: tests.failed };
}

if (import.meta.main) {
  const { passed, failed } = check();
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
