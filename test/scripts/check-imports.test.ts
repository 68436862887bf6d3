import { init } from 'es-module-lexer';
import { beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../../scripts/check-imports.ts';
import { readImports } from '../../scripts/imports/read-imports.ts';

const violationsOf = (imports: Record<string, string[]>) => findViolations(new Map(Object.entries(imports)));

describe('check-imports', () => {
  it.each([
    ['src/domain/ids.ts', 'src/upstream/call.ts', 'domain lies below upstream'],
    ['src/upstream/call.ts', 'src/vendors/vendor.ts', 'upstream lies below vendors'],
    ['src/vendors/enerkey/source.ts', 'src/vendors/wattics/wire.ts', 'never another vendor'],
    ['src/vendors/enerkey/source.ts', 'src/vendors/registry.ts', 'never another vendor'],
    ['src/vendors/vendor.ts', 'src/vendors/enerkey/index.ts', 'never another vendor'],
    ['src/vendors/enerkey/source.ts', 'src/loaders/index.ts', 'vendors lies below loaders'],
    ['src/loaders/align.ts', 'src/vendors/enerkey/index.ts', 'loaders import only vendors/vendor.ts'],
    ['src/loaders/align.ts', 'src/vendors/registry.ts', 'loaders import only vendors/vendor.ts'],
    ['src/graph/home.ts', 'src/vendors/vendor.ts', 'graph never imports vendors or upstream'],
    ['src/graph/home.ts', 'src/upstream/call.ts', 'graph never imports vendors or upstream'],
    ['src/edge/http.ts', 'src/app.ts', 'edge lies below app'],
    ['src/app.ts', 'src/main.ts', 'app lies below main'],
    ['src/sandbox/server.ts', 'src/upstream/call.ts', 'the sandbox imports only domain, errors and itself'],
    ['src/vendors/enerkey/api.ts', 'src/sandbox/world.ts', 'only demo and commands import the sandbox'],
    ['src/graph/home.ts', 'test/support/fake-clock.ts', 'nothing of ours from outside src/'],
    ['src/helpers/x.ts', 'src/domain/ids.ts', 'src/helpers has no place in the import table'],
  ])('refuses %s importing %s', (file, imported, rule) => {
    const [line, ...others] = violationsOf({ [file]: [imported] });
    expect(line).toContain(`${file} imports ${imported}: `);
    expect(line).toContain(rule);
    expect(others).toEqual([]);
  });

  it.each([
    ['src/domain/ids.ts', 'src/errors.ts'],
    ['src/events/log.ts', 'src/store/store.ts'],
    ['src/vendors/enerkey/source.ts', 'src/vendors/enerkey/api.ts'],
    ['src/vendors/enerkey/source.ts', 'src/vendors/vendor.ts'],
    ['src/vendors/registry.ts', 'src/vendors/enerkey/index.ts'],
    ['src/loaders/align.ts', 'src/vendors/vendor.ts'],
    ['src/graph/home.ts', 'src/loaders/index.ts'],
    ['src/config/schema.ts', 'src/vendors/registry.ts'],
    ['src/commands.ts', 'src/sandbox/server.ts'],
    ['src/demo.ts', 'src/app.ts'],
    ['src/sandbox/enerkey/values.ts', 'src/domain/ids.ts'],
  ])('allows %s importing %s', (file, imported) => {
    expect(violationsOf({ [file]: [imported] })).toEqual([]);
  });

  it('shows a cycle with the files along it', () => {
    const lines = violationsOf({
      'src/domain/a.ts': ['src/domain/b.ts'],
      'src/domain/b.ts': ['src/domain/c.ts'],
      'src/domain/c.ts': ['src/domain/b.ts'],
    });
    expect(lines).toEqual([
      'src/domain/b.ts imports src/domain/c.ts: no import cycles (src/domain/b.ts -> src/domain/c.ts -> src/domain/b.ts)',
    ]);
  });

  it('takes two ways to one file for no cycle', () => {
    const graph = { 'src/domain/a.ts': ['src/domain/b.ts', 'src/domain/c.ts'], 'src/domain/b.ts': ['src/domain/c.ts'] };
    expect(violationsOf(graph)).toEqual([]);
  });
});

describe('readImports', () => {
  beforeAll(() => init);

  it('counts types, re-exports and dynamic imports, and leaves packages and text out', () => {
    const source = [
      "import type { A } from './a.ts';",
      "import { type B, b } from '../b.ts';",
      "export type { C } from './c.ts';",
      "export * from './d.ts';",
      "import fs from 'node:fs';",
      "import { z } from 'zod';",
      "const text = `import './no.ts'`; // import './neither.ts'",
      "const e = await import('./e.ts');",
    ].join('\n');
    expect(readImports('src/x/y.ts', source)).toEqual([
      'src/x/a.ts',
      'src/b.ts',
      'src/x/c.ts',
      'src/x/d.ts',
      'src/x/e.ts',
    ]);
  });
});
