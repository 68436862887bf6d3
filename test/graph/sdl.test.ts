import { readdirSync, readFileSync } from 'node:fs';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import { schema } from './run.ts';

interface Element {
  readonly name: string;
  readonly description: string | null | undefined;
}

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const own = types.filter(({ name }) => !['ID', 'String', 'Int', 'Float', 'Boolean'].includes(name));
const fields = own.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({ ...field, type: field.type, owner: type.name }))
    : [],
);

test('the schema is the one of the snapshot', async () => {
  await expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toMatchFileSnapshot('schema.snapshot.txt');
});

test('every type, field, argument, enum value and input field is described', () => {
  const elements: Element[] = own.flatMap((type): Element[] => {
    const self = { name: type.name, description: type.description };
    if (isEnumType(type)) return [self, ...type.getValues().map((value) => inside(type.name, value))];
    if (isInputObjectType(type))
      return [self, ...Object.values(type.getFields()).map((field) => inside(type.name, field))];
    return [self];
  });
  const ofFields = fields.flatMap((field) => [
    inside(field.owner, field),
    ...field.args.map((argument) => inside(`${field.owner}.${field.name}`, argument)),
  ]);
  const bare = [...elements, ...ofFields].filter(({ description }) => !description?.trim());
  expect(bare.map(({ name }) => name)).toEqual([]);
  expect(elements.length + ofFields.length).toBeGreaterThan(300);
});

test('every list says its bound; what grows is a connection', () => {
  const lists = fields.filter(({ type }) => isListType(isNonNullType(type) ? type.ofType : type));
  const unbounded = lists.filter(({ description }) => !description?.includes('Bound: '));
  expect(unbounded.map(({ owner, name }) => `${owner}.${name}`)).toEqual([]);
  expect(lists.length).toBeGreaterThan(40);
});

test('every connection takes a page size and a cursor', () => {
  const connections = fields.filter(
    ({ type }) => String(type).replace('!', '').endsWith('Connection') && String(type) !== '[VendorConnection!]!',
  );
  for (const { owner, name, args } of connections) {
    const names = args.map((argument) => argument.name);
    expect(names, `${owner}.${name}`).toEqual(expect.arrayContaining(['first', 'after']));
  }
  expect(connections.length).toBeGreaterThan(15);
});

test('the codes that descriptions speak of are in the error table', () => {
  const folder = new URL('../../schema/', import.meta.url);
  const sdl = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const codes = sdl.join('\n').match(/`[A-Z]+(_[A-Z]+)+`/g) ?? [];
  expect(codes.length).toBeGreaterThan(0);
  for (const code of codes) expect(Object.keys(errorCodes)).toContain(code.replaceAll('`', ''));
});

function inside(owner: string, { name, description }: Element): Element {
  return { name: `${owner}.${name}`, description };
}
