import { alarmLevel } from '@checkride/statistics/detector/alarm-level';
import { updateSlo } from '@checkride/statistics/detector/slo';
import type { ModelContract } from '../../contract/contract.js';
import { ALL_REGIONS, type ServingCell } from '../../report/cells.js';
import type { Role } from '../../release.js';
import { ALARM_START, promptTerms, updateAlarm, type Alarm } from '../alarm.js';
import { DAY_MS, YEAR_MS } from './policy.js';
import { regional } from './regions.js';

/** The service levels watched: `slow` rows are those above the contract's latency objective. */
export const SLO_METRICS = ['error', 'timeout', 'latency'] as const;
/** One of them. */
export type SloMetric = (typeof SLO_METRICS)[number];
/** The candidate, or whoever serves beside it or alone. */
export type SloRole = 'candidate' | 'control';

/** Detectors by `metric|role|region`, and the first week's rates that stand in for objectives nobody wrote. */
export interface ServiceLevels {
  readonly alarms: Readonly<Record<string, Alarm>>;
  readonly week: {
    readonly from: number;
    readonly n: number;
    readonly errors: number;
    readonly timeouts: number;
  };
}

/** Counts of one role and region in a window: rows, and rows beyond each objective. */
export interface LevelCounts {
  readonly role: SloRole;
  readonly region: string;
  readonly n: number;
  readonly beyond: Readonly<Record<SloMetric, number>>;
}

const LEARNT_AFTER = 7 * DAY_MS;
const LEAST_OBJECTIVE = 0.01;
const TIMES_WEEKLY = 3;
const SLOW_SHARE = 0.01;
const FALSE_HOLDS_A_YEAR = 1;

/** Before any window. */
export const serviceLevelsFrom = (from: number): ServiceLevels => ({
  alarms: {},
  week: { from, n: 0, errors: 0, timeouts: 0 },
});

const sloRole = (role: Role): SloRole => (role === 'candidate' ? 'candidate' : 'control');

/** A window's counts per role for each region and for all of them together. */
export function levelCounts(serving: readonly ServingCell[]): LevelCounts[] {
  const counts = new Map<string, LevelCounts>();
  const add = (cell: ServingCell, region: string): void => {
    const role = sloRole(cell.role);
    const before = counts.get(`${role}|${region}`);
    counts.set(`${role}|${region}`, {
      role,
      region,
      n: (before?.n ?? 0) + cell.n,
      beyond: {
        error: (before?.beyond.error ?? 0) + cell.errors,
        timeout: (before?.beyond.timeout ?? 0) + cell.timeouts,
        latency: (before?.beyond.latency ?? 0) + cell.slow,
      },
    });
  };
  for (const cell of regional(serving)) {
    if (cell.role === 'shadow') continue;
    add(cell, ALL_REGIONS);
    if (cell.region !== ALL_REGIONS) add(cell, cell.region);
  }
  return [...counts.keys()].sort().flatMap((key) => counts.get(key) ?? []);
}

/** Share each objective allows: the contract's, else max(1 %, 3 × the first week's), else none; 1 % may be slow. */
export function objectivesOf(
  levels: ServiceLevels,
  contract: ModelContract,
  now: number,
): Readonly<Record<SloMetric, number | null>> {
  const { error_rate, latency_ms } = contract.gates.monitor.slo;
  const { from, n, errors, timeouts } = levels.week;
  const learnt = now - from >= LEARNT_AFTER && n > 0;
  const weekly = (k: number): number | null =>
    learnt ? Math.min(0.5, Math.max(LEAST_OBJECTIVE, (TIMES_WEEKLY * k) / n)) : null;
  return {
    error: error_rate ?? weekly(errors),
    timeout: error_rate ?? weekly(timeouts),
    latency: latency_ms === null ? null : SLOW_SHARE,
  };
}

/** ln A of the family: metrics × roles × (all + regions), one false hold or drain a model-year (judge §3.8). */
export const sloLevel = (regions: number, baseMs: number): number =>
  alarmLevel({
    detectors: detectorsOf(regions),
    windowsPerYear: YEAR_MS / baseMs,
    falseAlarmsPerYear: FALSE_HOLDS_A_YEAR,
  });

/** Detectors of the family. */
export const detectorsOf = (regions: number): number => SLO_METRICS.length * 2 * (1 + regions);

/** Folds counts into detectors by `metric|role|region` at a level; `window` is the window's number. */
export function updateLevels(
  alarms: Readonly<Record<string, Alarm>>,
  counts: readonly LevelCounts[],
  objectives: Readonly<Record<SloMetric, number | null>>,
  level: number,
  window: number,
): Record<string, Alarm> {
  const updated = { ...alarms };
  for (const { role, region, n, beyond } of counts) {
    if (n === 0) continue;
    for (const metric of SLO_METRICS) {
      const objective = objectives[metric];
      if (objective === null) continue;
      const key = `${metric}|${role}|${region}`;
      updated[key] = updateAlarm(updated[key] ?? ALARM_START, promptTerms(level), (detector) =>
        updateSlo(detector, { window, n, k: beyond[metric], objective }),
      );
    }
  }
  return updated;
}

/** Folds a window's traffic: the first week is learnt from, every window is judged. */
export function observeServiceLevels(
  levels: ServiceLevels,
  serving: readonly ServingCell[],
  contract: ModelContract,
  regions: number,
  from: number,
): ServiceLevels {
  const base = contract.windows.base_ms;
  const counts = levelCounts(serving);
  const objectives = objectivesOf(levels, contract, from);
  const alarms = updateLevels(levels.alarms, counts, objectives, sloLevel(regions, base), from / base);
  return { alarms, week: from - levels.week.from < LEARNT_AFTER ? learn(levels.week, counts) : levels.week };
}

function learn(week: ServiceLevels['week'], counts: readonly LevelCounts[]): ServiceLevels['week'] {
  return counts
    .filter(({ region }) => region === ALL_REGIONS)
    .reduce(
      (sum, { n, beyond }) => ({
        from: sum.from,
        n: sum.n + n,
        errors: sum.errors + beyond.error,
        timeouts: sum.timeouts + beyond.timeout,
      }),
      week,
    );
}

/** Detectors without those of a candidate: what is left when its release ends or starts again. */
export const withoutCandidate = (alarms: Readonly<Record<string, Alarm>>): Record<string, Alarm> =>
  Object.fromEntries(Object.entries(alarms).filter(([key]) => key.split('|')[1] !== 'candidate'));
