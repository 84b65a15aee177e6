import { FIXED_POINT_UNIT } from '@checkride/statistics/numerics/fixed';
import {
  CONDITIONAL_BINS,
  conditionalRisk,
  freezeConditionalReference,
  type ConditionalReference,
} from '@checkride/statistics/reference/conditional-risk';
import {
  freezePhaseProfile,
  profileOfBatch,
  type ProfileHour,
} from '@checkride/statistics/reference/phase-profile';
import { hasSupport } from '@checkride/statistics/reference/support';
import { toleratedRisk } from '@checkride/statistics/reference/tolerated-risk';
import { ALL_REGIONS, type CohortCell } from '../../report/cells.js';
import { phaseOf } from '../phase.js';
import type { Batch, Support } from './batches.js';
import { DAY_MS, YEAR_MS } from './policy.js';
import { regional } from './regions.js';

/** What a champion's profile is being made of: matured hours by region and score bins by region and day. */
export interface ProfileLearning {
  /** First calendar day (days since 1970, in the contract's zone); null before any cohort. */
  readonly since: number | null;
  readonly batches: number;
  /** By region flat triples: (day − since)·48 + phase, labels, loss in millionths. */
  readonly hours: Readonly<Record<string, readonly number[]>>;
  /** By region and day − since: 20 pairs of labels and loss in millionths, flat. */
  readonly bins: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

/** A frozen profile of a champion: integers in 1e-9 unless said otherwise. */
export interface FrozenProfile {
  readonly version: string;
  readonly strength: 'weak' | 'full';
  readonly days: number;
  readonly labels: number;
  readonly frozen_at: number;
  readonly batches_per_year: number;
  /** Mean loss of a day (plain number): what an excess must reach to be worth a retraining. */
  readonly day_loss: number;
  /** By place: risk and standard error of the 48 phases, flat. */
  readonly phases: Readonly<Record<string, readonly number[]>>;
  /** By region: rows of each bin, its risk, and its residual per day of the profile. */
  readonly conditional: Readonly<
    Record<
      string,
      {
        readonly rows: readonly number[];
        readonly risk: readonly number[];
        readonly residuals: readonly (readonly number[])[];
      }
    >
  >;
}

/** Nothing learnt yet. */
export const LEARNING_START: ProfileLearning = { since: null, batches: 0, hours: {}, bins: {} };

const MICRO = 1e6;
const NANO = 1e9;
const millionths = (fixedPoint: number): number => Math.round(fixedPoint / (FIXED_POINT_UNIT / MICRO));

/** Adds matured cells of the champion, and how many batches of all regions closed with them. */
export function learnProfile(
  learning: ProfileLearning,
  cells: readonly CohortCell[],
  batches: number,
  zone: string,
): ProfileLearning {
  const hours = { ...learning.hours };
  const bins = { ...learning.bins };
  let since = learning.since;
  for (const cell of regional(cells)) {
    if (cell.labelled === 0) continue;
    const { day, hour, weekend } = phaseOf(cell.over[0], zone);
    since = since === null ? day : Math.min(since, day);
    const loss = cell.batches.reduce((sum, [, batchLoss]) => sum + batchLoss, 0);
    const index = (day - since) * 48 + hour + (weekend ? 24 : 0);
    hours[cell.region] = [...(hours[cell.region] ?? []), index, cell.labelled, millionths(loss)];
    const days = bins[cell.region] ?? {};
    const before = days[String(day - since)] ?? [];
    const met = cell.bins.flatMap(([n, binLoss]) => [n, millionths(binLoss)]);
    bins[cell.region] = { ...days, [String(day - since)]: met.map((value, i) => value + (before[i] ?? 0)) };
  }
  return { since, batches: learning.batches + batches, hours, bins };
}

const hoursOf = (flat: readonly number[]): ProfileHour[] =>
  Array.from({ length: flat.length / 3 }, (_, i) => {
    const index = flat[3 * i] ?? 0;
    const phase = index % 48;
    return {
      day: Math.floor(index / 48),
      hour: phase % 24,
      weekend: phase >= 24,
      n: flat[3 * i + 1] ?? 0,
      sum: (flat[3 * i + 2] ?? 0) / MICRO,
    };
  });

function phasesOf(hours: readonly ProfileHour[]): readonly number[] | undefined {
  return freezePhaseProfile(hours)?.cells.flatMap(({ risk, standardError }) => [
    Math.round(risk * NANO),
    Math.round(Math.min(1, standardError) * NANO),
  ]);
}

/**
 * Freezes the profile once the newest cohort lies `days` days after the first, if there is enough for it (7 days and
 * 2 000 labels; `weak` below 14 days); null while it must go on learning. It never moves afterwards.
 */
export function freezeProfile(
  learning: ProfileLearning,
  champion: string,
  days: number,
  at: number,
  zone: string,
): FrozenProfile | null {
  if (learning.since === null || phaseOf(at, zone).day - learning.since < days) return null;
  const all = Object.values(learning.hours).flatMap(hoursOf);
  const everywhere = freezePhaseProfile(all);
  if (!everywhere) return null;
  const own = Object.entries(learning.hours).flatMap(([region, flat]) => {
    const phases = region === ALL_REGIONS ? undefined : phasesOf(hoursOf(flat));
    return phases ? [[region, phases] as const] : [];
  });
  return {
    version: champion,
    strength: everywhere.strength,
    days: everywhere.days,
    labels: everywhere.labels,
    frozen_at: at,
    batches_per_year: Math.max(1, (learning.batches * YEAR_MS) / (everywhere.days * DAY_MS)),
    day_loss: all.reduce((sum, hour) => sum + hour.sum, 0) / everywhere.days,
    phases: { ...Object.fromEntries(own), [ALL_REGIONS]: phasesOf(all) ?? [] },
    conditional: freezeConditional(learning),
  };
}

function freezeConditional({ bins }: ProfileLearning): FrozenProfile['conditional'] {
  const cells = Object.entries(bins).flatMap(([region, days]) =>
    Object.entries(days).flatMap(([day, flat]) =>
      Array.from({ length: CONDITIONAL_BINS }, (_, bin) => ({
        day: Number(day),
        region,
        bin,
        n: flat[2 * bin] ?? 0,
        sum: (flat[2 * bin + 1] ?? 0) / MICRO,
      })),
    ),
  );
  const conditional: Record<string, { rows: number[]; risk: number[]; residuals: number[][] }> = {};
  for (const cell of freezeConditionalReference(cells).cells) {
    const region = (conditional[cell.region] ??= { rows: [], risk: [], residuals: [] });
    region.rows.push(cell.rows);
    region.risk.push(Math.round(cell.risk * NANO));
    region.residuals.push(cell.residuals.map((residual) => Math.round(residual * NANO)));
  }
  return conditional;
}

const referenceOf = ({ conditional }: FrozenProfile): ConditionalReference => ({
  cells: Object.entries(conditional).flatMap(([region, { rows, risk, residuals }]) =>
    risk.map((value, bin) => ({
      region,
      bin,
      rows: rows[bin] ?? 0,
      risk: value / NANO,
      residuals: (residuals[bin] ?? []).map((residual) => residual / NANO),
    })),
  ),
});

/** Risk expected of a batch and the risk tolerated, by its phases (total) and by its own scores (conditional). */
export interface ExpectedRisk {
  readonly expected: number;
  readonly tolerated: number;
}

/** Expected and tolerated risk of a batch by the hours it was made in; null where the place has no profile. */
export function riskByPhase(profile: FrozenProfile, batch: Batch, tolerance: number): ExpectedRisk | null {
  const flat = profile.phases[batch.place];
  if (!flat) return null;
  const cells = Array.from({ length: 48 }, (_, i) => ({
    risk: (flat[2 * i] ?? 0) / NANO,
    standardError: (flat[2 * i + 1] ?? 0) / NANO,
    pooled: 'phase' as const,
  }));
  const { strength, days, labels } = profile;
  const { risk, standardError } = profileOfBatch({ strength, days, labels, cells }, batch.phases);
  return { expected: risk, tolerated: toleratedRisk(risk, standardError, tolerance) };
}

/** Whether a profile knows the scores of a bin in a region; while there is none, all are as good as known. */
export const supportOf =
  (profile: FrozenProfile | null): Support =>
  (region, bin) =>
    profile === null || hasSupport(profile.conditional[region]?.rows[bin] ?? 0);

/**
 * Expected and tolerated risk of a batch by the scores its own rows were given. Of scores without support nothing can
 * be expected: they are taken as they came, so that only known scores tell of a changed relation, by an excess that
 * matters to the whole. Around their own mean the factors of sub-batches multiply to at most 1: it stays a bet.
 */
export function riskByScore(profile: FrozenProfile, batch: Batch, tolerance: number): ExpectedRisk {
  const { risk, standardError } = conditionalRisk(referenceOf(profile), batch.cells);
  const [strange, loss] = batch.outside;
  const known = (batch.labels - strange) / batch.labels;
  const expected = known * risk + loss / FIXED_POINT_UNIT / batch.labels;
  return { expected, tolerated: toleratedRisk(expected, known * standardError, tolerance) };
}
