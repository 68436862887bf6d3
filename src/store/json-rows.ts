import type { StoreDialect } from './tables.ts';

/**
 * Rows as one parameter, a JSON array of arrays, to select from: so a statement has one text for any number of them. Of
 * each, `value ->> n` is the column `n` as text, null where it is null.
 */
export function jsonRows(dialect: StoreDialect, parameter: string): string {
  return dialect === 'postgres'
    ? `jsonb_array_elements(${parameter}::jsonb) as given(value)`
    : `json_each(${parameter})`;
}
