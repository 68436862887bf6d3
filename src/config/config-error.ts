import type { z } from 'zod';

/** What stops the start: one line that names the key at fault and says what would be right, never showing a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  /** @param key dotted path in the file (`tenants.0.apiKeys.0.key`), or the name of an environment variable. */
  constructor(key: string, message: string) {
    super(`${key}: ${message}`.replaceAll(/\s+/g, ' '));
  }
}

export type Path = readonly PropertyKey[];

export function toDotted(path: Path): string {
  return path.length === 0 ? 'config' : path.map(String).join('.');
}

/** What zod found, as one line. `prefix`: where the value judged stands in the file. */
export function toConfigError(error: z.ZodError, prefix: Path = []): ConfigError {
  const [first, ...others] = error.issues.flatMap((issue) => toFaults(issue, prefix));
  const rest = others.map(({ key, message }) => `${key}: ${message}`);
  return new ConfigError(first?.key ?? toDotted(prefix), [first?.message ?? 'is not valid', ...rest].join('; '));
}

function toFaults(issue: z.core.$ZodIssue, prefix: Path): readonly { key: string; message: string }[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ key: toDotted([...path, key]), message: 'unknown key' }));
  }
  return [{ key: toDotted(path), message: toMessage(issue) }];
}

// Zod's own texts name types and options, never the value; "received undefined" is our "missing".
function toMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return `is missing (${issue.expected})`;
  }
  return issue.message;
}
