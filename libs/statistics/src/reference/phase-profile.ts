import { clusteredMean } from './clustered-mean.js';
import type { ClusteredMean, ClusterSum } from './clustered-mean.js';

/** Matured losses of one hour of one day, in the contract's zone; `day` is any number that names the day. */
export interface ProfileHour {
  readonly day: number;
  readonly hour: number;
  readonly weekend: boolean;
  readonly n: number;
  readonly sum: number;
}

/** Expected risk of one phase, and how far it had to be pooled. */
export interface PhaseCell {
  readonly risk: number;
  readonly standardError: number;
  readonly pooled: 'phase' | 'hour' | 'overall';
}

/** A frozen same-phase profile: cell hour + 24·weekend, 48 in all. `weak` before 14 days. */
export interface PhaseProfile {
  readonly strength: 'weak' | 'full';
  readonly days: number;
  readonly labels: number;
  readonly cells: readonly PhaseCell[];
}

const CELL_LABELS = 200;
const CELL_DAYS = 2;
const FULL_DAYS = 14;
const WEAK_DAYS = 7;
const PROFILE_LABELS = 2000;

/** Index of a phase in `PhaseProfile.cells`. */
export function phaseIndex(hour: number, weekend: boolean): number {
  return hour + (weekend ? 24 : 0);
}

function byDay(hours: readonly ProfileHour[]): ClusteredMean {
  const days = new Map<number, ClusterSum>();
  for (const { day, n, sum } of hours) {
    const before = days.get(day) ?? { n: 0, sum: 0 };
    days.set(day, { n: before.n + n, sum: before.sum + sum });
  }
  return clusteredMean([...days].sort(([a], [b]) => a - b).map(([, sums]) => sums));
}

function suffices(mean: ClusteredMean): boolean {
  return mean.n >= CELL_LABELS && mean.clusters >= CELL_DAYS;
}

/**
 * Freezes the live profile of a champion (judge §3.2): risk by hour × weekday/weekend with its error clustered by
 * day; a cell below 200 labels or 2 days is pooled to its hour, then overall. Undefined before 7 days and 2 000
 * labels; `weak` before 14 days.
 */
export function freezePhaseProfile(hours: readonly ProfileHour[]): PhaseProfile | undefined {
  const overall = byDay(hours);
  if (overall.clusters < WEAK_DAYS || overall.n < PROFILE_LABELS) return undefined;
  const cells = Array.from({ length: 48 }, (_, index): PhaseCell => {
    const sameHour = hours.filter(({ hour }) => hour === index % 24);
    const phase = byDay(sameHour.filter(({ weekend }) => weekend === index >= 24));
    if (suffices(phase)) return cellOf(phase, 'phase');
    const hourly = byDay(sameHour);
    return suffices(hourly) ? cellOf(hourly, 'hour') : cellOf(overall, 'overall');
  });
  const strength = overall.clusters >= FULL_DAYS ? 'full' : 'weak';
  return { strength, days: overall.clusters, labels: overall.n, cells };
}

function cellOf(mean: ClusteredMean, pooled: PhaseCell['pooled']): PhaseCell {
  return { risk: mean.mean, standardError: mean.standardError, pooled };
}

/** Units of a batch per phase: the batch's expected risk is the profile averaged over its own phases. */
export interface PhaseUnits {
  readonly hour: number;
  readonly weekend: boolean;
  readonly n: number;
}

/** Risk and standard error the profile expects of a batch; errors of its phases are taken as fully dependent. */
export function profileOfBatch(
  profile: PhaseProfile,
  units: readonly PhaseUnits[],
): { risk: number; standardError: number } {
  let total = 0;
  let risk = 0;
  let standardError = 0;
  for (const { hour, weekend, n } of units) {
    const cell = profile.cells[phaseIndex(hour, weekend)];
    if (!cell) continue;
    total += n;
    risk += n * cell.risk;
    standardError += n * cell.standardError;
  }
  return { risk: risk / total, standardError: standardError / total };
}
