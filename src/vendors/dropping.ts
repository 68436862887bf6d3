import { type ErrorCode, toAppError } from '../errors.ts';
import type { Connection } from '../upstream/connection.ts';

/** The vendor has said no, or was not asked: nothing was changed. */
const undone: ReadonlySet<ErrorCode> = new Set(['VENDOR_REJECTED', 'VENDOR_RATE_LIMITED', 'VENDOR_UNAUTHORIZED']);

/**
 * Makes a change at a vendor, then has what it makes stale asked for anew: also when its answer was lost, for it may have
 * been carried out all the same.
 */
export async function dropping<T>(
  connection: Pick<Connection, 'drop'>,
  tags: readonly string[],
  change: () => Promise<T>,
): Promise<T> {
  // A drop that fails changes nothing about what was done.
  const drop = () => connection.drop(tags).catch(toAppError);
  try {
    const outcome = await change();
    await drop();
    return outcome;
  } catch (thrown) {
    if (!undone.has(toAppError(thrown).code)) await drop();
    throw thrown;
  }
}
