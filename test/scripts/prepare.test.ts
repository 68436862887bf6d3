import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isUpToDate } from '../../scripts/prepare.ts';

describe('isUpToDate', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'wattgraph-prepare-'));
    write('web/main.tsx', 100);
    write('web/examples/1.graphql', 100);
    write('package-lock.json', 100);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is false before the first build', () => {
    expect(isUpToDate(root)).toBe(false);
  });

  it('is true when the page is as new as its sources', () => {
    write('web/dist/index.html', 100);
    expect(isUpToDate(root)).toBe(true);
  });

  it.each(['web/main.tsx', 'web/examples/1.graphql', 'package-lock.json'])('is false when %s is newer', (source) => {
    write('web/dist/index.html', 150);
    write(source, 200);
    expect(isUpToDate(root)).toBe(false);
  });

  function write(file: string, seconds: number) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
    utimesSync(path, seconds, seconds);
  }
});
