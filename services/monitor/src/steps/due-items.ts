import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Window } from '@checkride/domain/window';

/** An hour: the finest grain of slow items. */
export const HOUR_MS = 3_600_000;
const TEN_MINUTES_MS = 600_000;
const LIVE_SLOW_LAG_MS = 120_000;

/** How long after its first answer of an epoch a unit's errors and slow answers count (judge.md §3.1). */
export const UNIT_HORIZON_MS = 600_000;

/** How much longer than a window a slow item waits: 2 min live, one window on the replay clock. */
export const slowLag = (contract: ModelContract): number =>
  contract.source.clock === 'live' ? LIVE_SLOW_LAG_MS : contract.windows.base_ms;

/** Distance of the points of arrival time at which windows touched by late rows are counted again. */
export const correctionGrid = ({ windows }: ModelContract): number =>
  Math.max(TEN_MINUTES_MS, windows.base_ms);

/** Length of a label cohort: whole hours, and never finer than the base window. */
export const cohortLength = (contract: ModelContract): number =>
  Math.max(contract.labels?.batch_ms ?? HOUR_MS, HOUR_MS, contract.windows.base_ms);

/** Length of the buckets of feature_hours. */
export const featureBucket = (contract: ModelContract): number => Math.max(HOUR_MS, contract.windows.base_ms);

/** Length of a drift window: never finer than the base window. */
export const driftLength = (contract: ModelContract): number =>
  Math.max(contract.windows.drift_ms, contract.windows.base_ms);

/** Tenth of the time the truth takes, in whole hours, at most 40 days: the age at which its proxy is complete (ms). */
export const proxyAge = ({ labels }: ModelContract): number =>
  labels?.proxy
    ? Math.min(40 * 24, Math.max(1, Math.round(labels.mature_after_ms / 10 / HOUR_MS))) * HOUR_MS
    : 0;

const DAY_MS = 86_400_000;

/** Drift windows before one that it is held against, pooled (judge.md §2, T8). */
export const PAST_DRIFT_WINDOWS = 24;

/** How far before a drift window lies the one of the same hours of an earlier day; null where windows and days never align. */
export function driftDayBack(contract: ModelContract): number | null {
  const length = driftLength(contract);
  if (DAY_MS % length === 0) return DAY_MS;
  return length % DAY_MS === 0 ? length : null;
}

/**
 * Ranges of drift windows that hold those due, [from, until), and all they are held against: the pooled ones before them
 * and those of the same hours of the day before. They do not overlap, so that no pane is read twice.
 */
export function driftRanges(contract: ModelContract, [from, until]: Window): Window[] {
  const back = driftDayBack(contract);
  const near: Window = [Math.max(0, from - PAST_DRIFT_WINDOWS * driftLength(contract)), until];
  if (back === null || from - back < 0) return [near];
  const far: Window = [from - back, Math.min(until - back, near[0])];
  return far[0] < far[1] ? [far, near] : [near];
}

/**
 * The items of one kind that are due in the reports of `windows`, as one range from the first item's start to the last
 * one's end; null when there is none. Items last `period` and are aligned to the epoch; one that ends at e is due in
 * the first window that ends at or after e + delay (domain's dueWindow). Nothing before `since` is due.
 */
export function dueItems(windows: Window, delayMs: number, period: number, since: number): Window | null {
  const [from, until] = windows;
  const first = Math.max(Math.floor((from - delayMs) / period), Math.floor(since / period));
  const last = Math.floor((until - delayMs) / period);
  return last > first ? [first * period, last * period] : null;
}

/** What is due in the reports of a range of windows under one contract. */
export interface DueItems {
  readonly features: Window | null;
  readonly cohorts: Window | null;
  /** Cohorts whose early proxy is complete; null unless the contract names one. */
  readonly proxies: Window | null;
  readonly drift: Window | null;
  /** Windows whose late rows are counted now. */
  readonly lateness: Window | null;
  /** Windows whose first exposures have had their ten minutes; null unless units are randomised. */
  readonly exposures: Window | null;
  /** Windows whose answers are lost if they have not come by now; null unless routers tell of what they send. */
  readonly lost: Window | null;
  /** Arrival time that is looked through for late rows which change what was reported. */
  readonly corrections: Window | null;
  /** Hours whose outcomes are final, by KPI. */
  readonly kpis: readonly { readonly kpi: string; readonly horizon: number; readonly hours: Window }[];
}

/** Due items of the windows [from, until) of a model whose first window starts at `since`. */
export function dueIn(contract: ModelContract, windows: Window, since: number): DueItems {
  const delay = contract.windows.lateness_ms + slowLag(contract);
  const due = (extra: number, period: number): Window | null =>
    dueItems(windows, delay + extra, period, since);
  return {
    features: due(0, featureBucket(contract)),
    cohorts: contract.labels ? due(contract.labels.mature_after_ms, cohortLength(contract)) : null,
    proxies: contract.labels?.proxy ? due(proxyAge(contract), cohortLength(contract)) : null,
    drift: due(0, driftLength(contract)),
    lateness: due(0, contract.windows.base_ms),
    exposures: contract.randomised_by === 'unit' ? due(UNIT_HORIZON_MS, contract.windows.base_ms) : null,
    lost: contract.source.exposures ? due(UNIT_HORIZON_MS, contract.windows.base_ms) : null,
    corrections: dueItems(windows, -contract.windows.lateness_ms, correctionGrid(contract), since),
    kpis: contract.kpis.flatMap(({ name, horizon_ms: horizon }) => {
      const hours = due(horizon, featureBucket(contract));
      return hours ? [{ kpi: name, horizon, hours }] : [];
    }),
  };
}

/** End of the newest label cohort that is mature as of the report of a window; null before the first. */
export function maturedUntil(contract: ModelContract, window: Window, since: number): number | null {
  if (!contract.labels) return null;
  const length = cohortLength(contract);
  const delay = contract.windows.lateness_ms + slowLag(contract) + contract.labels.mature_after_ms;
  const end = Math.floor((window[1] - delay) / length) * length;
  return end > since ? end : null;
}
