import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Each test that docs/reliability.md names: its file, and words of its name. */
function namedTests(): readonly (readonly [string, string])[] {
  const rows = read('docs/reliability.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`test/'));
  return rows.flatMap((row) => {
    let file = '';
    return [...row.matchAll(/`(test\/[^`]+)`|"([^"]+)"/g)].flatMap(([, path, name]): [string, string][] => {
      if (path !== undefined) {
        file = path;
        return [[file, '']];
      }
      return [[file, name ?? '']];
    });
  });
}

it('says of vendors and of webhooks what is survived', () => {
  const headings = read('docs/reliability.md').match(/^## .+$/gm);
  expect(headings).toEqual(expect.arrayContaining(['## On the way to the vendors', '## Webhooks and subscriptions']));
});

it('names only tests that there are', () => {
  const named = namedTests();
  expect(named.length).toBeGreaterThan(120);
  for (const [file, name] of named) expect(read(file), `${file}: ${name}`).toContain(name);
});
