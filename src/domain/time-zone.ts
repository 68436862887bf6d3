import { badInput } from '../errors.ts';

/**
 * Whether `timeZone` is an IANA time zone this runtime knows (Europe/Helsinki, UTC). Fixed offsets are not: they have
 * no civil days of their own.
 */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** @throws AppError BAD_USER_INPUT naming `argument` */
export function assertTimeZone(timeZone: string, argument = 'timeZone'): void {
  if (isTimeZone(timeZone)) return;
  throw badInput(
    argument,
    `${argument}: "${timeZone.slice(0, 64)}" is no IANA time zone; Europe/Helsinki would be one.`,
  );
}
