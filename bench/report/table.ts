/** Markdown tables with aligned columns, and how figures are written; pure. */

/** The first column is text, the others are figures. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => `| ${widths.map((width, i) => pad(row[i] ?? '', width, i)).join(' | ')} |`);
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** Three significant digits, thousands apart; `-` for nothing. */
export function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '-';
  if (Math.abs(value) >= 100) return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');
  return String(Number(value.toPrecision(3)));
}

export const percent = (share: number | undefined) => (share === undefined ? '-' : `${Math.round(share * 100)} %`);
export const times = (ratio: number | undefined) => (ratio === undefined ? '-' : `${figure(ratio)} x`);
export const megabytes = (bytes: number | undefined) => (bytes === undefined ? '-' : `${figure(bytes / 1e6)} MB`);

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
