/** Real pictures made by code: a bar chart as PNG, and as a one-page PDF. */

import { crc32, deflateSync } from 'node:zlib';

export interface Chart {
  readonly width: number;
  readonly height: number;
  /** 0 to 1 each, drawn from left to right. */
  readonly bars: readonly number[];
  /** `rrggbb`, a `#` before it or not; used in turn. */
  readonly colors: readonly string[];
  readonly title: string;
}

export function toPng(chart: Chart): Uint8Array {
  const { width, height } = chart;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a channel, RGB.
  header.set([8, 2, 0, 0, 0], 8);
  const stride = 1 + width * 3;
  const pixels = Buffer.alloc(stride * height, 255);
  for (let y = 0; y < height; y += 1) {
    pixels[y * stride] = 0;
    for (let x = 0; x < width; x += 1) {
      const i = Math.floor((x * chart.bars.length) / width);
      if ((chart.bars[i] ?? 0) * height >= height - y) pixels.set(rgb(chart, i), y * stride + 1 + x * 3);
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('tEXt', Buffer.from(`Title\0${chart.title}`, 'latin1')),
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function toPdf(chart: Chart): Uint8Array {
  const { width, height, bars } = chart;
  const step = width / Math.max(1, bars.length);
  const drawn = bars.map((bar, i) => {
    const color = rgb(chart, i).map((part) => (part / 255).toFixed(3));
    return `${color.join(' ')} rg ${(i * step).toFixed(1)} 0 ${step.toFixed(1)} ${(bar * height).toFixed(1)} re f`;
  });
  const title = chart.title.replace(/[^ -~]|[()\\]/g, '?');
  const content = [...drawn, `0 g BT /F1 10 Tf 4 ${height - 12} Td (${title}) Tj ET`].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, 'latin1');
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  chunk.set(body, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

function rgb({ colors }: Chart, i: number): [number, number, number] {
  const color = Number.parseInt((colors[i % colors.length] ?? '336699').replace('#', ''), 16);
  return [color >> 16, (color >> 8) & 255, color & 255];
}
