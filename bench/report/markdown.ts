/** results.md; pure. */

import type { Results } from './results.ts';
import { toRowTable } from './row-table.ts';
import { megabytes } from './table.ts';
import { toVerdicts, toVerdictTable } from './targets.ts';

export function toMarkdown(results: Results): string {
  const parts = [
    '# Results',
    'Written by `npm run bench`; [README.md](README.md) says how to read it. The raw figures are in `results.json`.',
    '![Results](results.svg)',
    toSetting(results),
    ...results.rows.flatMap((row) => [
      `## ${row.title}`,
      [`\`--only ${row.id}\``, ...calls(row.fewestCalls), ...(row.note ? [row.note] : [])].join(' · '),
      toRowTable(row),
    ]),
    '## Targets',
    toVerdictTable(toVerdicts(results.rows)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function toSetting({ command, startedAt, seconds, machine, versions }: Results): string {
  const { cpu, cores, memoryBytes, kernel } = machine;
  return [
    `- Command: \`npm run bench${command.length > 0 ? ` -- ${command.join(' ')}` : ''}\`, ${startedAt}, ${seconds} s`,
    `- Machine: ${cores} x ${cpu}, ${megabytes(memoryBytes)}, Linux ${kernel}`,
    `- Versions: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
  ].join('\n');
}

function calls(fewest: number | undefined): string[] {
  return fewest === undefined ? [] : [`fewest vendor calls: ${fewest}`];
}
