/** Text that may still be on its way, and its putting together. */

export type Text = string | Promise<string>;

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The parts in one string; a promise only when one of them is. */
export function joinParts(parts: readonly Text[], open: string, separator: string, close: string): Text {
  const whole = (texts: readonly unknown[]) => open + texts.join(separator) + close;
  if (!parts.some(isPromise)) return whole(parts);
  return settleAll(parts).then(whole);
}

/** As `Promise.all`, but without a promise for the parts that are there. */
function settleAll(parts: readonly Text[]): Promise<readonly string[]> {
  const texts = [...parts] as string[];
  return new Promise((resolve, reject) => {
    let missing = 0;
    for (const [i, part] of parts.entries()) {
      if (typeof part === 'string') continue;
      missing += 1;
      part.then((text) => {
        texts[i] = text;
        missing -= 1;
        if (missing === 0) resolve(texts);
      }, reject);
    }
  });
}
