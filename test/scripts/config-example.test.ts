import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';

const text = readFileSync(new URL('../../config.example.yaml', import.meta.url), 'utf8');
const uuid = '3f0c9a52-8f6e-4b8e-9a44-1c1d7f0b2f10';

/** A value for every variable the example speaks of, in the form the config wants. */
function environmentOf(yaml: string): Record<string, string> {
  const names = [...yaml.matchAll(/\$\{([A-Z0-9_]+)\}/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'NAME');
  const value = (name: string) => {
    if (name.endsWith('_SHA256')) return 'a'.repeat(64);
    return name === 'ACME_EQUIWATT_TENANT' ? uuid : `value-of-${name}`;
  };
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

describe('.env.example', () => {
  const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  const names = new Set([...read('.env.example').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name));

  it('names all that config.example.yaml and compose.yaml take from the environment', () => {
    const taken = `${text}${read('compose.yaml')}`.replaceAll(/#.*$/gm, '').matchAll(/\$\{([A-Z0-9_]+)/g);
    expect([...taken].map(([, name]) => name).filter((name) => !names.has(name))).toEqual([]);
  });

  it('names every variable of the README', () => {
    const rows = [...read('README.md').matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) \|/gm)].map(([, cell]) => cell ?? '');
    const documented = rows.flatMap((cell) => [...cell.matchAll(/[A-Z_]+/g)].map(([name]) => name));
    expect(documented.length).toBeGreaterThan(4);
    expect(documented.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('config.example.yaml', () => {
  it('is a config the gateway starts with, of one tenant with five vendors', () => {
    const config = parseConfig(text, environmentOf(text));
    expect(config.tenants.map(({ id, vendors }) => [id, vendors.length])).toEqual([['acme', 5]]);
    expect(config.server.publicUrl).toBe('https://graph.example.com');
  });

  it('holds no secret itself', () => {
    for (const line of text.split('\n')) {
      if (
        /\b(key|token|secrets?|password|apiKeys?|clientSecret|securityKey):/.test(line) &&
        !line.trim().startsWith('#')
      ) {
        expect(line).toMatch(/\$\{|apiKeys:$/);
      }
    }
  });
});
