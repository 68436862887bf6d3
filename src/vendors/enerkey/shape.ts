/**
 * Whether an object is what its schema would take as it is: found out without a copy, for lists of thousands that nearly
 * always are. What does not fit here is the schema's to judge.
 */

export type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

export function fits(shape: Shape, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const name in shape) {
    if (!shape[name]?.((value as Readonly<Record<string, unknown>>)[name])) return false;
  }
  return true;
}

export const isInt = (value: unknown): boolean => Number.isSafeInteger(value);
export const isText = (value: unknown): boolean => typeof value === 'string';
export const isFlag = (value: unknown): boolean => typeof value === 'boolean';
export const isScalar = (value: unknown): boolean => isText(value) || isFlag(value) || Number.isFinite(value);
export const isList = (value: unknown): boolean => Array.isArray(value);

export const orNone = (is: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || value === null || is(value);
export const listOf = (shape: Shape) => (value: unknown) =>
  Array.isArray(value) && value.every((item) => fits(shape, item));
