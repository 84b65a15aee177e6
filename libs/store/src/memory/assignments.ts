import type { AssignmentRow } from '../queries/read-assignments.query.js';
import { sideOf } from './contrast-counts.js';
import type { FirstExposures } from './first-exposures.js';
import type { ModelTables } from './model-tables.js';
import { regionOf, type ReadyPlan } from './plan.js';
import type { UnitKey } from './stored-rows.js';
import { DAY_MS } from './unit-contrasts.js';

/** How the units of one window were divided, by stratum, after its first exposures are noted; canonical order. */
export function assignmentRows(
  tables: ModelTables,
  exposures: FirstExposures,
  ready: ReadyPlan,
  window: number,
): AssignmentRow[] {
  const { plan } = ready;
  const found = new Map<string, { row: AssignmentRow; units: Record<Count, Set<UnitKey>> }>();
  tables.eachOnTime(window, window + plan.base_ms, plan.base_ms, (row) => {
    const sided = row.arm === 'live' ? sideOf(tables, row, 'unit') : undefined;
    if (!sided) return;
    const { release, released_at } = sided.route;
    const epoch = Math.floor(Math.max(0, window - released_at) / DAY_MS) + 1;
    const first = exposures.first({ release, epochMs: DAY_MS, epoch }, row.unit);
    const region = regionOf(ready, row.segments);
    if (!first || first.stratum.region !== region || first.stratum.revision !== row.revision) return;
    const key = [release, epoch, region, row.revision].join('\0');
    const cell = found.get(key) ?? {
      row: {
        model: plan.model,
        window,
        release,
        epoch,
        region,
        revision: row.revision,
        candidate: 0,
        control: 0,
        both: 0,
      },
      units: { candidate: new Set(), control: new Set(), both: new Set() },
    };
    found.set(key, cell);
    if (first.window === window) cell.units[first.stratum.side].add(row.unit);
    if (first.stratum.side !== sided.side) cell.units.both.add(row.unit);
  });
  return [...found.keys()].sort().flatMap((key) => {
    const cell = found.get(key);
    if (!cell) return [];
    const { candidate, control, both } = cell.units;
    if (candidate.size + control.size + both.size === 0) return [];
    return [{ ...cell.row, candidate: candidate.size, control: control.size, both: both.size }];
  });
}

type Count = 'candidate' | 'control' | 'both';
