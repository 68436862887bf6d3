/** A URL path from literal parts and values; each value becomes exactly one segment, whatever it holds. Dots alone name nothing. */
export function path(literals: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return literals.reduce(
    (whole, literal, i) => whole + (i === 0 ? '' : encodeSegment(values[i - 1] ?? '')) + literal,
    '',
  );
}

function encodeSegment(value: string | number): string {
  const encoded = encodeURIComponent(String(value));
  // URLs walk with "." and "..", and with "%2E" just the same: no spelling of them is a name. Encoded once more they are
  // one, which no vendor knows.
  return encoded === '.' || encoded === '..' ? encoded.replaceAll('.', '%252E') : encoded;
}
