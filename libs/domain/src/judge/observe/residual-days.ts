import { benignBound, type BenignBound } from '@checkride/statistics/reference/benign-bound';
import { checkSupport, type SupportCheck } from '@checkride/statistics/reference/support';
import { phaseOf } from '../phase.js';
import type { JudgedBatch } from './champion-risk.js';

/**
 * One day of one place: labels, loss, loss expected in its phases, loss tolerated given its scores (sums, rounded to
 * 1e-6), and labels with scores the profile hardly knows.
 */
export type ResidualDay = readonly [
  day: number,
  labels: number,
  loss: number,
  expected: number,
  tolerated: number,
  outside: number,
];

/** The last eight days with matured units by place: what tells a moved mix from a moved relation (T12). */
export type ResidualDays = Readonly<Record<string, readonly ResidualDay[]>>;

const DAYS_KEPT = 8;
const FEWEST_DAYS = 3;
const micro = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Adds judged batches of all places to the days they began in. */
export function observeResiduals(
  residuals: ResidualDays,
  batches: readonly JudgedBatch[],
  zone: string,
): ResidualDays {
  const grown: Record<string, readonly ResidualDay[]> = { ...residuals };
  for (const batch of batches) {
    const { day } = phaseOf(batch.from, zone);
    const days = grown[batch.place] ?? [];
    const before: ResidualDay = days.find(([known]) => known === day) ?? [day, 0, 0, 0, 0, 0];
    const [, n, loss, expected, tolerated, outside] = before;
    const sum: ResidualDay = [
      day,
      n + batch.labels,
      micro(loss + batch.loss),
      micro(expected + batch.expectedByPhase),
      micro(tolerated + batch.toleratedByScore),
      outside + batch.outside,
    ];
    grown[batch.place] = [...days.filter(([known]) => known !== day), sum]
      .sort(([a], [b]) => a - b)
      .slice(-DAYS_KEPT);
  }
  return grown;
}

/** What a place has shown since a change: the bound on the loss beyond what its scores explain, support, excess in all. */
export interface ResidualReading {
  readonly bound: BenignBound;
  readonly support: SupportCheck;
  readonly excess: number;
  readonly labels: number;
}

/** The days after the one in which something began (ms); undefined before there are three of them. */
export function residualSince(
  residuals: ResidualDays,
  place: string,
  began: number,
  zone: string,
): ResidualReading | undefined {
  const first = phaseOf(began, zone).day;
  const days = (residuals[place] ?? []).filter(([day]) => day > first);
  if (days.length < FEWEST_DAYS) return undefined;
  const total = (of: (day: ResidualDay) => number): number => days.reduce((sum, day) => sum + of(day), 0);
  const labels = total(([, n]) => n);
  return {
    // Against its own day's tolerance, so that a mix that goes on moving from day to day does not blur the bound.
    bound: benignBound(
      days.map(([, n, loss, , tolerated]) => ({ n, sum: loss - tolerated, tolerated: 0 })),
      FEWEST_DAYS,
    ),
    support: checkSupport(
      total(([, , , , , outside]) => outside),
      labels,
    ),
    excess: total(([, , loss, expected]) => loss - expected),
    labels,
  };
}
