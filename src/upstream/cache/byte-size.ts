/** About how many bytes a value takes in memory: strings at two bytes a character, and V8's overhead per object. */
export function byteSize(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 16 + 2 * value.length;
    case 'object':
      return value === null ? 8 : objectSize(value);
    default:
      return 8;
  }
}

function objectSize(value: object): number {
  if (ArrayBuffer.isView(value)) return 64 + value.byteLength;
  if (Array.isArray(value)) return sum(value, 16);
  if (value instanceof Map) return sum([...value.keys(), ...value.values()], 64);
  if (value instanceof Set) return sum([...value], 64);
  // Objects of one shape share their property names.
  return sum(Object.values(value), 32);
}

function sum(parts: readonly unknown[], overhead: number): number {
  return parts.reduce<number>((total, part) => total + 8 + byteSize(part), overhead);
}
