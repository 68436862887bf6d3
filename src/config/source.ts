/** From the text of the config file to plain values: YAML, then `${NAME}` from the environment. */

import { parseDocument } from 'yaml';
import { ConfigError, type Path, toDotted } from './config-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError with line and column; the parser's own texts quote the file, and with it secrets. */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: true, logLevel: 'silent' });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) {
    const at = fault.linePos?.[0];
    throw new ConfigError(
      'config',
      `not valid YAML at line ${at?.line ?? '?'}, column ${at?.col ?? '?'} (${fault.code})`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new ConfigError('config', 'not valid YAML: an alias is unresolved, or there are too many');
  }
}

/**
 * Replaces `${NAME}` in every string by the environment's value. The value goes in as it is: it cannot add keys, and
 * what looks like `${…}` within it stays.
 *
 * @throws ConfigError naming an unset variable and where it is used.
 */
export function substitute(value: unknown, env: Environment, path: Path = []): unknown {
  if (typeof value === 'string') return substituteText(value, env, path);
  if (Array.isArray(value)) return value.map((item, i) => substitute(item, env, [...path, i]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, env, [...path, key])]));
}

function substituteText(text: string, env: Environment, path: Path): string {
  return text.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new ConfigError(toDotted(path), 'a dollar sign and braces hold the name of an environment variable');
    }
    const replacement = Object.hasOwn(env, name) ? env[name] : undefined;
    if (replacement === undefined) throw new ConfigError(toDotted(path), `the environment variable ${name} is not set`);
    return replacement;
  });
}
