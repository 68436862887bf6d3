/** Text that may still be on its way, and its putting together. */

export type Text = string | Promise<string>;

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The parts in one string; a promise only when one of them is. */
export function joinParts(parts: readonly Text[], open: string, separator: string, close: string): Text {
  const whole = (texts: readonly Text[]) => {
    // Not `join`: that would copy the text once more at every level, where this only notes what follows what.
    let text = open;
    for (let i = 0; i < texts.length; i += 1) text += i === 0 ? texts[i] : separator + texts[i];
    return text + close;
  };
  return parts.some(isPromise) ? settleAll(parts).then(whole) : whole(parts);
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
