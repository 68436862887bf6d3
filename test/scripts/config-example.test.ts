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
