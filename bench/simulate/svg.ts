/** The few shapes that the chart is made of, as SVG text. */

/** Where values are drawn: time goes right from 0 to `endMs`, values up from 0 to `most`. */
export interface Plane {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly endMs: number;
  readonly most: number;
}

export interface Point {
  readonly atMs: number;
  /** undefined interrupts the line. */
  readonly value: number | undefined;
}

export function page(
  { width, height, title }: { readonly width: number; readonly height: number; readonly title: string },
  parts: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}" rx="8"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** A line through the points; where one has no value, it breaks. */
export function line(plane: Plane, classes: string, points: readonly Point[]): string {
  let path = '';
  let pen = 'M';
  for (const { atMs, value } of points) {
    if (value === undefined) pen = 'M';
    else {
      path += `${pen}${xOf(plane, atMs)} ${yOf(plane, value)}`;
      pen = 'L';
    }
  }
  return `<path class="${classes}" d="${path}"/>`;
}

export function gridLine(plane: Plane, value: number, name: string, classes: string): string {
  const y = yOf(plane, value);
  const { left, width } = plane;
  return (
    `<line class="${classes}" x1="${left}" y1="${y}" x2="${left + width}" y2="${y}"/>` +
    label(left - 8, y + 4, name, 'end')
  );
}

/** A stretch of time behind everything. */
export function band(plane: Plane, fromMs: number, toMs: number): string {
  const x = xOf(plane, fromMs);
  return `<rect class="band" x="${x}" y="${plane.top}" width="${round(xOf(plane, toMs) - x)}" height="${plane.height}"/>`;
}

/** Cells filled by their share, from 0 to 1, in ten steps; neighbours alike are one. */
export function strip(
  plane: Plane,
  classes: string,
  cells: readonly { readonly fromMs: number; readonly toMs: number; readonly share: number }[],
): string[] {
  const { left, top, width, height } = plane;
  const runs: { fromMs: number; toMs: number; tenths: number }[] = [];
  for (const { fromMs, toMs, share } of cells) {
    const tenths = Math.ceil(share * 10);
    const last = runs.at(-1);
    if (last?.tenths === tenths) last.toMs = toMs;
    else runs.push({ fromMs, toMs, tenths });
  }
  const filled = runs
    .filter(({ tenths }) => tenths > 0)
    .map(({ fromMs, toMs, tenths }) => {
      const x = xOf(plane, fromMs);
      const wide = round(xOf(plane, Math.min(toMs, plane.endMs)) - x);
      return `<rect class="${classes} cell" x="${x}" y="${top}" width="${wide}" height="${height}" opacity="${tenths / 10}"/>`;
    });
  return [`<rect class="row" x="${left}" y="${top}" width="${width}" height="${height}"/>`, ...filled];
}

/** A filled rectangle, in the colour of a series. */
export function bar(x: number, y: number, width: number, height: number, series: string): string {
  return `<rect class="${series} cell" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`;
}

/** `classes`: `strong`, and `middle` or `end` for what of the text lies at `x`. */
export function label(x: number, y: number, text: string, classes = ''): string {
  return `<text class="${classes}" x="${round(x)}" y="${round(y)}">${escaped(text)}</text>`;
}

function xOf({ left, width, endMs }: Plane, atMs: number): number {
  return round(left + (width * atMs) / endMs);
}

function yOf({ top, height, most }: Plane, value: number): number {
  return round(top + height - (height * value) / most);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const style = `
:root { --page: #ffffff; --text: #57606a; --strong: #1f2328; --grid: #d8dee4; --band: #eac54f40; --row: #eef1f4;
  --s0: #8250df; --s1: #bf6a02; --s2: #1a7f64; --s3: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --text: #9198a1; --strong: #e6edf3; --grid: #2b323b; --band: #d2992233; --row: #1b222b;
    --s0: #b48cff; --s1: #f0a04b; --s2: #3fbf9a; --s3: #58a6ff; }
}
.page { fill: var(--page); } .band { fill: var(--band); } .row { fill: var(--row); }
.grid { stroke: var(--grid); } .quota { stroke: var(--strong); stroke-dasharray: 5 4; }
.curve { fill: none; stroke-width: 2.2; stroke-linejoin: round; } .thin { fill: none; stroke-width: 1; }
.s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); stroke-dasharray: 7 5; } .s2 { stroke: var(--s2); } .s3 { stroke: var(--s3); }
.cell { stroke: none; } .s0.cell { fill: var(--s0); } .s1.cell { fill: var(--s1); } .s2.cell { fill: var(--s2); } .s3.cell { fill: var(--s3); }
text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--text); }
.strong { fill: var(--strong); } .middle { text-anchor: middle; } .end { text-anchor: end; }
`;
