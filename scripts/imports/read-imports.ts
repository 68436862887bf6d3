import { posix } from 'node:path';
import { parse } from 'es-module-lexer';

/**
 * The files that a TypeScript source imports or re-exports from, types included, as paths from the repository's root.
 * Packages and Node's modules are left out. The lexer must have been initialised (`await init`).
 */
export function readImports(file: string, source: string): string[] {
  const [imports] = parse(source, file);
  const imported = new Set<string>();
  for (const { specifier } of imports) {
    if (specifier?.startsWith('.')) imported.add(posix.normalize(posix.join(posix.dirname(file), specifier)));
  }
  return [...imported];
}
