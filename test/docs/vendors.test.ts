import { readdirSync, readFileSync } from 'node:fs';
import { isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graph/schema.ts';
import { routeNames } from '../../src/sandbox/equiwatt/routes.ts';
import { defaultPaths } from '../../src/vendors/digiwatt/api.ts';
import { defaultPaths as enerkeyReads } from '../../src/vendors/enerkey/api.ts';
import { servicePaths as enerkeyServices } from '../../src/vendors/enerkey/api-services.ts';
import { type Endpoint, endpoints as equiwattEndpoints } from '../../src/vendors/equiwatt/api.ts';

type AnyEndpoint = (...variables: readonly (string | number)[]) => Endpoint;

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('docs/vendors.md', root), 'utf8');

interface Row {
  readonly vendor: string;
  readonly endpoint: string;
  /** The operations it names, or the reason why there is none. */
  readonly use: string;
}

/** The first two cells of every row of every section's table. */
const rows: readonly Row[] = text
  .split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const vendor = section.slice(0, section.indexOf('\n')).trim();
    const cells = section.split('\n').flatMap((line) => {
      const found = /^\| (.+?) \| (.+?) \|/.exec(line);
      return found ? [{ endpoint: found[1]!, use: found[2]! }] : [];
    });
    return cells.filter(({ endpoint }) => endpoint !== 'Endpoint').map((row) => ({ vendor, ...row }));
  });
const used = rows.filter(({ use }) => !use.startsWith('Not used: '));

describe('docs/vendors.md', () => {
  it('has a table of each vendor it speaks of', () => {
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
    expect(new Set(rows.map(({ vendor }) => vendor))).toEqual(new Set(sections));
    expect(rows.filter(({ vendor }) => vendor === 'equiwatt')).toHaveLength(39);
    expect(rows.filter(({ vendor }) => vendor === 'WattShift')).toHaveLength(30);
    expect(rows.filter(({ vendor }) => vendor === 'Digiwatt')).toHaveLength(15);
    expect(rows.filter(({ vendor }) => vendor === 'EnerKey')).toHaveLength(22);
    expect(rows.filter(({ vendor }) => vendor === 'Wattics')).toHaveLength(44);
  });

  it.each(rows.map((row) => [row.vendor, row.endpoint, row.use] as const))('%s %s leads somewhere', (_, __, use) => {
    if (use.startsWith('Not used: ')) expect(use.length).toBeGreaterThan(40);
    else expect(use).toMatch(/^`\w+\.\w+`/);
    for (const [, type, field] of use.matchAll(/`([A-Z]\w*)\.(\w+)`/g)) {
      expect(fieldsOf(type!), `${type}.${field} is no field of the schema`).toContain(field);
    }
  });

  it('names the endpoints that the equiwatt adapter calls, and no other as used', () => {
    const called = Object.values(equiwattEndpoints).map((endpoint) => {
      const { path } = typeof endpoint === 'function' ? (endpoint as AnyEndpoint)('{a}', 0, 0) : endpoint;
      return decodeURIComponent(path);
    });
    // Where a direction or a type stands, the call above was given a number.
    const templates = called.map((path) => toTemplate(path).replace(/\/0(?=\/|$)/, '/{}'));
    expect(new Set(endpointsOf('equiwatt'))).toEqual(new Set(templates));
  });

  it('names, with its method, every endpoint that the sandbox equiwatt serves, and the sandbox serves every one', () => {
    const named = rows
      .filter(({ vendor }) => vendor === 'equiwatt')
      .map(({ endpoint }) => endpoint.replaceAll('`', ''));
    const served = routeNames.map((route) => route.replaceAll(/:\w+/g, '{}'));
    expect(new Set(named.map((endpoint) => endpoint.replaceAll(/\{\w+\}/g, '{}')))).toEqual(new Set(served));
  });

  it('names the endpoints that the WattShift adapter calls, and no other as used', () => {
    const folder = new URL('src/vendors/wattshift/', root);
    const source = readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    const called = [...source.matchAll(/[`'](\/v1\/[^`']+)[`']/g)].map(([, path]) => toTemplate(path!));
    expect(new Set(endpointsOf('WattShift'))).toEqual(new Set(called));
  });

  it('names the endpoints that the Digiwatt adapter calls', () => {
    const paths = Object.values(defaultPaths).filter((path) => path !== defaultPaths.token);
    expect(new Set(endpointsOf('Digiwatt'))).toEqual(new Set(paths.map(toTemplate)));
  });

  it('names the endpoints that the EnerKey adapter calls', () => {
    const paths = Object.values({ ...enerkeyReads, ...enerkeyServices }).map((path) => path.replace('/api/v2', ''));
    expect(new Set(endpointsOf('EnerKey'))).toEqual(new Set(paths));
  });
});

function fieldsOf(typeName: string): readonly string[] {
  const type = schema.getType(typeName);
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
}

function endpointsOf(name: string): readonly string[] {
  return used.filter(({ vendor }) => vendor === name).map(({ endpoint }) => toTemplate(endpoint));
}

/** Without method and whatever its variables are called. */
function toTemplate(endpoint: string): string {
  return endpoint
    .replaceAll('`', '')
    .replace(/^[A-Z]+ /, '')
    .replaceAll(/\$?\{\w+\}/g, '{}');
}

const schema = createSchema();
