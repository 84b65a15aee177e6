import { ContrastTally, sideOf, type Stratum } from './contrast-counts.js';
import type { ModelTables } from './model-tables.js';
import { regionOf, type ReadyPlan } from './plan.js';
import type { StoredPrediction } from './stored-rows.js';
import { DAY_MS } from './unit-contrasts.js';

/** How long an answer may take after the router's word before it counts as lost, ms. */
export const LOST_AFTER_MS = 600_000;

/**
 * Units (or requests) that were sent to a version in one window and never answered within ten minutes, by role: what
 * the statement over ClickHouse counts.
 */
export function lostContrasts(tables: ModelTables, ready: ReadyPlan, window: number): ContrastTally {
  const tally = new ContrastTally();
  const { base_ms } = ready.plan;
  const pure = pureRoutes(tables, ready, window);
  const answered = repliesFrom(tables, window, window + base_ms + LOST_AFTER_MS, base_ms);
  for (const sent of tables.announced.exposuresIn(window)) {
    const region = ready.plan.region === 0 ? 'all' : regionOf(ready, placed(ready, sent.region));
    const revision = pure.get(region);
    if (revision === undefined || (sent.revision !== 0 && sent.revision !== revision)) continue;
    const unit = sideOf(tables, { revision, version: sent.version }, 'unit');
    const sided = unit ?? sideOf(tables, { revision, version: sent.version }, 'request');
    if (!sided) continue;
    const { release, released_at } = sided.route;
    const epoch = unit ? Math.floor(Math.max(0, window - released_at) / DAY_MS) + 1 : 1;
    if (unit && tables.announced.sentBefore(sent, released_at + (epoch - 1) * DAY_MS)) continue;
    const stratum: Stratum = { release, epoch, region, revision, side: sided.side };
    const replies = answered.get(sent.id === '' ? `unit ${sent.unit}` : `id ${sent.id}`) ?? [];
    const met = replies.some(
      (at) => (sent.id !== '' || at >= sent.eventTime) && at < sent.eventTime + LOST_AFTER_MS,
    );
    tally.add(stratum, 'all', 'lost', 1, met ? 0 : 1);
  }
  return tally;
}

/** A region as a row's segments would carry it. */
const placed = ({ plan }: ReadyPlan, region: string): string[] =>
  plan.segments.map((_, i) => (i === plan.region - 1 ? region : ''));

/** The one route that the live answers of each region name; regions with several are left out. */
function pureRoutes(tables: ModelTables, ready: ReadyPlan, window: number): ReadonlyMap<string, number> {
  const routes = new Map<string, number>();
  const mixed = new Set<string>();
  tables.eachOnTime(window, window + ready.plan.base_ms, ready.plan.base_ms, (row: StoredPrediction) => {
    if (row.arm !== 'live') return;
    const region = regionOf(ready, row.segments);
    const known = routes.get(region);
    if (known !== undefined && known !== row.revision) mixed.add(region);
    routes.set(region, row.revision);
  });
  for (const region of mixed) routes.delete(region);
  return routes;
}

/** Times of live answers by prediction and by unit. */
function repliesFrom(
  tables: ModelTables,
  from: number,
  until: number,
  base: number,
): ReadonlyMap<string, readonly number[]> {
  const replies = new Map<string, number[]>();
  const note = (key: string, at: number): void => {
    const there = replies.get(key);
    if (there) there.push(at);
    else replies.set(key, [at]);
  };
  tables.eachOnTime(from, until, base, (row) => {
    if (row.arm !== 'live') return;
    note(`id ${row.id}`, row.eventTime);
    note(`unit ${row.unit}`, row.eventTime);
  });
  return replies;
}
