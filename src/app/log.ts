import { type Logger, pino } from 'pino';
import type { Config } from '../config.ts';

/** The process's log: lines of JSON on stderr, secrets redacted. */
export function createLog(config: Pick<Config, 'logLevel'>): Logger {
  // stdout belongs to the commands; a log line is for stderr.
  return pino(
    { level: config.logLevel, base: null, redact: { paths: secretFields, censor: '[redacted]' } },
    process.stderr,
  );
}

const secretNames = ['authorization', 'apiKey', 'x-api-key', 'token', 'secret', 'secrets', 'password', 'clientSecret'];
const secretFields = secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
