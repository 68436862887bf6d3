import { type RawBuilder, sql } from 'kysely';
import type { StoreDialect } from './tables.ts';

/**
 * Rows as one parameter, to select from: so a statement has one text for any number of them. Of each, `value ->> n` is
 * the column `n` as text, null where it is null.
 */
export function jsonRows(dialect: StoreDialect, rows: readonly (readonly unknown[])[]): RawBuilder<unknown> {
  const json = JSON.stringify(rows);
  return dialect === 'postgres' ? sql`json_array_elements(${json}::json) as given(value)` : sql`json_each(${json})`;
}
