import type { KpiRow } from '@checkride/store/queries/read-kpis.query';
import type { Role } from '@checkride/domain/release';
import type { KpiCell } from '@checkride/domain/report/cells';
import { byKeys } from './evidence.js';
import { HOUR_MS } from './due-items.js';

/** Totals are stored in thousandths. */
const TOTAL_UNIT = 1_000;

/** Final outcomes by KPI, hour, version and segment, in canonical order. */
export const kpiCells = (rows: readonly KpiRow[]): KpiCell[] =>
  rows
    .map((row): KpiCell => ({
      kpi: row.kpi,
      over: [row.hour, row.hour + HOUR_MS],
      version: row.version,
      role: row.role as Role,
      segment: row.segment,
      units: row.units,
      reached: row.reached,
      total: row.total / TOTAL_UNIT,
    }))
    .sort(byKeys((cell) => [cell.kpi, cell.over[0], cell.version, cell.role, cell.segment]));
