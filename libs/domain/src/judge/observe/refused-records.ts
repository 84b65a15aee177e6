import type { Report } from '../../report/report.js';
import type { Pane } from './input-checks.js';
import { rowsByRegion } from './regions.js';

/** The check of records that were set aside for their form; it belongs to no input, and no region is known of them. */
export const REFUSED_RECORDS = 'type.records';

/** Reasons of dead letters that tell of a producer whose records have another form than agreed. */
const FORM = ['bad_type', 'missing_field', 'missing_id', 'undecodable', 'unknown_schema'] as const;

/** Records of answers that came in a window, and those of them set aside for their form (judge §3.3, type). */
export function refusedRecords({ dead_letters, serving }: Report): Pane {
  const k = FORM.reduce((sum, reason) => sum + (dead_letters[reason] ?? 0), 0);
  return { n: k + [...rowsByRegion(serving).values()].reduce((sum, n) => sum + n, 0), k };
}
