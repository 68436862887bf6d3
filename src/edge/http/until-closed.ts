import type { ServerResponse } from 'node:http';
import { AppError } from '../../errors.ts';

const goneReason = new AppError('OPERATION_TIMEOUT', 'The client went away.');

/** Aborted when the client goes away before its answer is sent. To be asked for once a response. */
export function untilClosed(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(goneReason);
  });
  return gone.signal;
}
