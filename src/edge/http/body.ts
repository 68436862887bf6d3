import type { IncomingMessage } from 'node:http';

/**
 * Hands the body of a request to `take`, with `to`, once all of it is here; never, when the client goes away while it
 * sends it. Mostly all of it comes with the headers: it then takes no listener, and no event.
 * @param length bytes of the body, as announced and so held to; above zero
 * @param onWait told when the rest of it is still to come
 */
export function readBody<T>(
  request: IncomingMessage,
  length: number,
  take: (to: T, body: Buffer) => void,
  to: T,
  onWait?: (request: IncomingMessage) => void,
): void {
  // The parser comes to the body after it has told of the request, and before anything else is done.
  process.nextTick(takeWhole, request, length, take, to, onWait);
}

function takeWhole<T>(
  request: IncomingMessage,
  length: number,
  take: (to: T, body: Buffer) => void,
  to: T,
  onWait: ((request: IncomingMessage) => void) | undefined,
): void {
  const first: Buffer | null = request.read();
  if (first?.length === length) {
    take(to, first);
    return;
  }
  onWait?.(request);
  takeRest(request, { first, length, take: (body) => take(to, body) });
}

interface Rest {
  readonly first: Buffer | null;
  readonly length: number;
  readonly take: (body: Buffer) => void;
}

function takeRest(request: IncomingMessage, { first, length, take }: Rest): void {
  const chunks = first ? [first] : [];
  let missing = length - (first?.length ?? 0);
  request.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    missing -= chunk.length;
    if (missing === 0) take(Buffer.concat(chunks));
  });
}
