/** Fails when the committed output of codegen is not what the schema gives today. Writes nothing. */

import { readFileSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';
import config from '../codegen.ts';

const files: { readonly filename: string; readonly content: string }[] = await generate(
  { ...config, silent: true },
  false,
);
const outdated = files.filter(({ filename, content }) => readOrEmpty(filename) !== content);
for (const { filename } of outdated) console.error(`${filename} is out of date: run \`npm run codegen\` and commit it`);
if (files.length === 0) console.error('codegen.ts generates no file at all');
if (files.length === 0 || outdated.length > 0) process.exitCode = 1;
else console.log(`${files.map(({ filename }) => filename).join(', ')} is what the schema gives`);

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
