/** All rows, in the order of the report. */

import { fanOutRows } from './fan-out-rows.ts';
import { queryRows } from './query-rows.ts';
import type { Row } from './row.ts';

export const rows: readonly Row[] = [...queryRows, ...fanOutRows];
