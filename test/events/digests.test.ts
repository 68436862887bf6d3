import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const comparesDigest =
  /(digest|signature|\bmac|hmac|token|secret)\w*(\(.*?\))?\s*[!=]==?|[!=]==?\s*\w*(digest|signature|hmac|token|secret)/i;

function offences(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => comparesDigest.test(line) && !/[!=]==\s*(undefined|null|'string'|\d+)/.test(line));
}

describe('digests and secrets', () => {
  it('are never compared with an operator that stops at the first difference', () => {
    const files = globSync(['src/events/**/*.ts', 'src/vendors/**/webhook*.ts'], { cwd: root });
    expect(files.length).toBeGreaterThan(5);
    const found = files.flatMap((file) =>
      offences(readFileSync(`${root}${file}`, 'utf8')).map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  it('would be found if they were', () => {
    const wrong = [
      'if (digest === given)',
      "return given == hmac.digest('hex')",
      'signature !== expected',
      'a.token === b',
    ];
    expect(offences(wrong.join('\n'))).toEqual(wrong);
    expect(offences('if (token === undefined) return timingSafeEqual(digest, given);')).toEqual([]);
  });
});
