import { badInput } from '../errors.ts';

/**
 * Whether `timeZone` is an IANA time zone this runtime knows (Europe/Helsinki, UTC). Fixed offsets are not: they have
 * no civil days of their own.
 */
export function isTimeZone(timeZone: string): boolean {
  if (known.has(timeZone)) return true;
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    // Asking takes a tenth of a millisecond. A zone has many spellings, so what is remembered is bounded.
    if (known.size < mostKnown) known.add(timeZone);
    return true;
  } catch {
    return false;
  }
}

const known = new Set<string>();
const mostKnown = 1_000;

/** @throws AppError BAD_USER_INPUT naming `argument` */
export function assertTimeZone(timeZone: string, argument = 'timeZone'): void {
  if (isTimeZone(timeZone)) return;
  throw badInput(
    argument,
    `${argument}: "${timeZone.slice(0, 64)}" is no IANA time zone; Europe/Helsinki would be one.`,
  );
}
