/** All rows, in the order of the report. */

import { fanOutRows } from './fan-out-rows.ts';
import { intakeRow } from './intake-row.ts';
import { queryRows } from './query-rows.ts';
import type { Row } from './row.ts';
import { startRow } from './start-row.ts';
import { tenantRows } from './tenant-rows.ts';

export const rows: readonly Row[] = [...queryRows, ...fanOutRows, intakeRow, startRow, ...tenantRows];
