import type { CohortRow } from '../queries/read-cohorts.query.js';
import { ContrastTally, mixedPlaces, sideOf } from './contrast-counts.js';
import { byUnit, type FirstExposures } from './first-exposures.js';
import { LabelTally } from './label-tally.js';
import { eachMatured, type Teller } from './matured-rows.js';
import { playedBy, type ModelTables } from './model-tables.js';
import { HOUR_MS, regionOf, segmentsOf, type ReadyPlan } from './plan.js';
import type { StoredPrediction } from './stored-rows.js';
import { DAY_MS } from './unit-contrasts.js';

const METRIC: Readonly<Record<Teller, string>> = { truth: 'matured_loss', proxy: 'proxy_loss' };

/** Label hours of live answers in [from, until), over all and by region. */
export function labelPanes(tables: ModelTables, ready: ReadyPlan, from: number, until: number): CohortRow[] {
  const tallies = new Map<string, { hour: number; version: string; region: string; tally: LabelTally }>();
  eachMatured(tables, ready, [from, until], 'truth', (matured) => {
    const { row, hour } = matured;
    if (row.arm !== 'live') return;
    const regions = ready.plan.region === 0 ? ['all'] : ['all', regionOf(ready, row.segments)];
    for (const [i, region] of regions.entries()) {
      const key = `${hour}\0${row.version}\0${i}\0${region}`;
      let group = tallies.get(key);
      if (!group) tallies.set(key, (group = { hour, version: row.version, region, tally: new LabelTally() }));
      group.tally.add(matured, ready.plan);
    }
  });
  return [...tallies.values()].map(({ hour, version, region, tally }) =>
    tally.row({
      ...{ model: ready.plan.model, hour, version, region },
      role: playedBy(tables, 'live', tally.revision, version),
    }),
  );
}

/** Wrong answers among those told of in complete cohorts by role and hour, requests assigned at random. */
export function labelContrasts(
  tables: ModelTables,
  ready: ReadyPlan,
  [from, until]: readonly [number, number],
  teller: Teller,
): Map<number, ContrastTally> {
  const mixed = mixedPlaces(rowsOf(tables, ready, from, until), ready);
  const tallies = hourly(from, until);
  eachMatured(tables, ready, [from, until], teller, ({ row, hour, labelled, wrong }) => {
    const sided = row.arm === 'live' && labelled ? sideOf(tables, row, 'request') : null;
    if (!sided || mixed(row)) return;
    const region = regionOf(ready, row.segments);
    const stratum = {
      release: sided.route.release,
      epoch: 1,
      region,
      revision: row.revision,
      side: sided.side,
    };
    const counts = tallies.get(hour)?.of(stratum);
    for (const segment of segmentsOf(ready, row.segments))
      counts?.add(segment, METRIC[teller], wrong === null ? 0 : 1, wrong ? 1 : 0);
  });
  return tallies;
}

/** Units whose first answer in the epoch turned out wrong, once cohorts are complete, by hour. */
export function unitLabelContrasts(
  tables: ModelTables,
  exposures: FirstExposures,
  ready: ReadyPlan,
  [from, until]: readonly [number, number],
  teller: Teller,
): Map<number, ContrastTally> {
  const { base_ms, mature_ms, proxy_ms } = ready.plan;
  const epoch = Math.max(DAY_MS, teller === 'truth' ? mature_ms : proxy_ms);
  const units = byUnit(exposures.of(from, until, base_ms, epoch));
  const tallies = hourly(from, until);
  if (units.size === 0) return tallies;
  eachMatured(tables, ready, [from, until], teller, ({ row, hour, labelled, wrong }) => {
    if (row.arm !== 'live' || !labelled) return;
    for (const exposure of units.get(row.unit) ?? []) {
      if (exposure.firstAt !== row.eventTime) continue;
      const counts = tallies.get(hour)?.of(exposure.stratum);
      for (const segment of segmentsOf(ready, row.segments))
        counts?.add(segment, METRIC[teller], wrong === null ? 0 : 1, wrong ? 1 : 0);
    }
  });
  return tallies;
}

const hourly = (from: number, until: number): Map<number, ContrastTally> => {
  const tallies = new Map<number, ContrastTally>();
  for (let hour = from; hour < until; hour += HOUR_MS) tallies.set(hour, new ContrastTally());
  return tallies;
};

function rowsOf(tables: ModelTables, { plan }: ReadyPlan, from: number, until: number): StoredPrediction[] {
  const rows: StoredPrediction[] = [];
  tables.eachOnTime(from, until, plan.base_ms, (row) => void rows.push(row));
  return rows;
}
