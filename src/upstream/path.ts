/** A URL path from literal parts and values; each value becomes exactly one segment, whatever it holds. */
export function path(literals: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return literals.reduce(
    (whole, literal, i) => whole + (i === 0 ? '' : encodeSegment(values[i - 1] ?? '')) + literal,
    '',
  );
}

function encodeSegment(value: string | number): string {
  const encoded = encodeURIComponent(String(value));
  // "." and ".." survive encodeURIComponent, and URL resolution would walk with them.
  return encoded === '.' || encoded === '..' ? encoded.replaceAll('.', '%2E') : encoded;
}
