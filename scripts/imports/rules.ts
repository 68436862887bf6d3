/** Which part of src/ may import which, as a function of two paths; see the import table in ARCHITECTURE.md. */

import { posix } from 'node:path';

/** From the ground up: a part imports its own row and the rows above it in this list, never the ones below. */
const rows: readonly (readonly string[])[] = [
  ['domain', 'errors', 'metrics'],
  ['upstream', 'events', 'store'],
  ['vendors'],
  ['loaders', 'auth', 'jobs'],
  ['graph'],
  ['edge'],
  ['app', 'config', 'sandbox'],
  ['demo', 'check', 'import'],
  ['commands'],
  ['main'],
];

const registry = 'src/vendors/registry.ts';

/** The part of src/ that a file belongs to: `src/domain/ids.ts` -> domain, `src/errors.ts` -> errors. */
export function toPart(file: string): string | undefined {
  const [root, first] = file.split('/');
  return root === 'src' ? first?.replace(/\.ts$/, '') : undefined;
}

/** The rule that forbids `from` to import `to` (both from the repository's root), or undefined when it may. */
export function brokenRule(from: string, to: string): string | undefined {
  const importer = toPart(from);
  const imported = toPart(to);
  if (importer === undefined) return undefined;
  if (imported === undefined) return 'src/ imports nothing of ours from outside src/';
  const rank = rowOf(importer);
  const importedRank = rowOf(imported);
  if (rank < 0) return unknownPart(importer);
  if (importedRank < 0) return unknownPart(imported);
  return specialRule(importer, imported, from, to) ?? rowRule(importer, imported, rank, importedRank);
}

function specialRule(importer: string, imported: string, from: string, to: string): string | undefined {
  if (importer === 'sandbox' && !['sandbox', 'domain', 'errors'].includes(imported))
    return 'the sandbox imports only domain, errors and itself';
  if (imported === 'sandbox' && !['sandbox', 'demo', 'commands'].includes(importer))
    return 'only demo and commands import the sandbox';
  if (importer === 'graph' && (imported === 'vendors' || imported === 'upstream'))
    return 'graph never imports vendors or upstream';
  if (imported !== 'vendors') return undefined;
  if (importer === 'loaders' && to !== 'src/vendors/vendor.ts') return 'loaders import only vendors/vendor.ts';
  if (importer === 'vendors') return vendorRule(from, to);
  return undefined;
}

// registry.ts lists the vendors; a vendor knows its own folder and what lies beside the folders (the port); what lies
// beside them knows no vendor.
function vendorRule(from: string, to: string): string | undefined {
  if (from === registry) return undefined;
  const isShared = posix.dirname(to) === 'src/vendors' && to !== registry;
  const isOwn = posix.dirname(from) !== 'src/vendors' && folderOf(from) === folderOf(to);
  return isShared || isOwn ? undefined : 'a vendor imports the port and its own folder, never another vendor';
}

function rowRule(importer: string, imported: string, rank: number, importedRank: number): string | undefined {
  if (importedRank <= rank) return undefined;
  return `${importer} lies below ${imported}: imports go ${rows.map((row) => row.join(', ')).join(' <- ')}`;
}

function rowOf(part: string): number {
  return rows.findIndex((row) => row.includes(part));
}

function folderOf(file: string): string {
  return file.split('/').slice(0, 3).join('/');
}

function unknownPart(part: string): string {
  return `src/${part} has no place in the import table (scripts/imports/rules.ts)`;
}
