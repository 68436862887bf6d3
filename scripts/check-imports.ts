/** Fails when an import of src/ goes against the import table, or closes a cycle. Types count. */

import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { init } from 'es-module-lexer';
import { findCycles, type ImportGraph } from './imports/cycles.ts';
import { readImports } from './imports/read-imports.ts';
import { brokenRule } from './imports/rules.ts';

/** One line for each import that must go: the file, what it imports, the rule. */
export function findViolations(graph: ImportGraph): string[] {
  const lines: string[] = [];
  for (const [file, imports] of graph) {
    for (const imported of imports) {
      const rule = brokenRule(file, imported);
      if (rule) lines.push(`${file} imports ${imported}: ${rule}`);
    }
  }
  for (const cycle of findCycles(graph)) {
    lines.push(`${cycle[0]} imports ${cycle[1]}: no import cycles (${cycle.join(' -> ')})`);
  }
  return lines;
}

if (import.meta.main) {
  await init;
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const files = globSync('src/**/*.ts').sort();
  const violations = findViolations(
    new Map(files.map((file) => [file, readImports(file, readFileSync(file, 'utf8'))])),
  );
  for (const line of violations) console.error(line);
  if (violations.length > 0) process.exitCode = 1;
  else console.log(`${files.length} files import in the right direction, without cycles`);
}
