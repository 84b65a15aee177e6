import { COVERAGE_START, isCoverageLow, updateCoverage } from '@checkride/statistics/labels/coverage';
import { isHardBreak } from '@checkride/statistics/labels/hard-break';
import { BATCH_LABELS } from '@checkride/statistics/detector/risk';
import type { ModelContract, Task } from '../../contract/contract.js';
import type { CohortCell } from '../../report/cells.js';
import { phaseOf } from '../phase.js';
import { deviationOfShares, scatterWith, type LabelScatter } from './label-scatter.js';
import { checkShare, type ShareCheck } from './label-shares.js';
import { regional } from './regions.js';

/** How labels normally come: learnt over the first days of cohorts (fourteen, or what the contract says), then frozen. */
export interface LabelNorm extends LabelScatter {
  readonly since: number;
  readonly frozen: boolean;
  /** By day: predictions and labelled ones, flat triples (day − since, predictions, labelled). */
  readonly days: readonly number[];
}

/** The label stream of a model over all live versions: its norm, the batch being filled, and what is wrong with it. */
export interface LabelStream {
  readonly norm: LabelNorm | null;
  /** Predictions, labelled, positive, positives expected by phase; event time covered. */
  readonly pending: {
    readonly from: number;
    readonly until: number;
    readonly counts: readonly number[];
  } | null;
  readonly lowBatches: number;
  /** Event time of the batches that are wrong (ms); null while labels are right. */
  readonly fault: {
    readonly kind: 'coverage' | 'hard_break';
    readonly from: number;
    readonly until: number;
  } | null;
  /** First low batch of the run, a suspect before there are two. */
  readonly lowFrom: number | null;
  /** Whether the share of positives is what it was; null while nothing speaks against it. */
  readonly positives: ShareCheck | null;
  readonly share: number | null;
  readonly expected: number | null;
}

/** Before any cohort. */
export const LABEL_STREAM_START: LabelStream = {
  norm: null,
  pending: null,
  lowBatches: 0,
  fault: null,
  lowFrom: null,
  positives: null,
  share: null,
  expected: null,
};

/** Folds matured cohorts; returns the stream, whose `fault` opens and heals by batches of at least 400 predictions. */
export function observeLabels(
  stream: LabelStream,
  cohorts: readonly CohortCell[],
  contract: ModelContract,
): LabelStream {
  const cells = regional(cohorts).filter(({ role, n }) => role !== 'shadow' && n > 0);
  if (!contract.labels || cells.length === 0) return stream;
  const zone = contract.timezone;
  const norm = learnNorm(stream.norm, cells, contract, stream.fault !== null);
  const pending = cells.reduce((sum, cell) => fill(sum, cell, norm, zone), stream.pending);
  const filled = { ...stream, norm, pending };
  const due =
    pending &&
    pending.until - pending.from >= contract.labels.batch_ms &&
    (pending.counts[0] ?? 0) >= BATCH_LABELS;
  return due && norm.frozen
    ? judgeBatch({ ...filled, pending: null }, pending, norm, contract.task)
    : due
      ? { ...filled, pending: null }
      : filled;
}

const phaseNumber = (at: number, zone: string): number => {
  const { hour, weekend } = phaseOf(at, zone);
  return hour + (weekend ? 24 : 0);
};

function learnNorm(
  norm: LabelNorm | null,
  cells: readonly CohortCell[],
  { labels, timezone: zone }: ModelContract,
  faulty: boolean,
): LabelNorm {
  const first = Math.min(...cells.map(({ over }) => phaseOf(over[0], zone).day));
  let learnt = norm ?? { since: first, frozen: false, days: [], scatter: [0, 0], phases: [] };
  if (learnt.frozen || faulty) return learnt;
  for (const cell of cells) {
    const day = phaseOf(cell.over[0], zone).day - learnt.since;
    if (labels && day >= labels.profile_days) return { ...learnt, frozen: true };
    learnt = {
      ...learnt,
      days: addAt(learnt.days, day * 3, [day, cell.n, cell.labelled], 1),
      scatter: scatterWith(learnt.scatter, cell),
      phases: addAt(learnt.phases, phaseNumber(cell.over[0], zone) * 2, [cell.labelled, cell.positives], 0),
    };
  }
  return learnt;
}

/** Adds values from an index on; the first `fixed` of them are set instead. */
function addAt(flat: readonly number[], index: number, values: readonly number[], fixed: number): number[] {
  const grown = Array.from({ length: Math.max(flat.length, index + values.length) }, (_, i) => flat[i] ?? 0);
  for (const [i, value] of values.entries())
    grown[index + i] = i < fixed ? value : (grown[index + i] ?? 0) + value;
  return grown;
}

function fill(
  pending: LabelStream['pending'],
  cell: CohortCell,
  norm: LabelNorm,
  zone: string,
): NonNullable<LabelStream['pending']> {
  const phase = phaseNumber(cell.over[0], zone);
  const known = norm.phases[2 * phase] ?? 0;
  const rate = known >= 200 ? (norm.phases[2 * phase + 1] ?? 0) / known : overallRate(norm);
  const expected = Math.round(rate * cell.labelled * 1e6) / 1e6;
  return {
    from: Math.min(pending?.from ?? cell.over[0], cell.over[0]),
    until: Math.max(pending?.until ?? cell.over[1], cell.over[1]),
    counts: addAt(pending?.counts ?? [], 0, [cell.n, cell.labelled, cell.positives, expected], 0),
  };
}

function overallRate({ phases }: LabelNorm): number {
  const sum = (offset: number): number =>
    phases.reduce((total, n, i) => (i % 2 === offset ? total + n : total), 0);
  return sum(0) === 0 ? 0 : sum(1) / sum(0);
}

/** Mean share labelled and its deviation over the learnt days. */
function expectedCoverage({ days }: LabelNorm): { expected: number; deviation: number } {
  const shares = Array.from(
    { length: days.length / 3 },
    (_, i) => [days[3 * i + 1] ?? 0, days[3 * i + 2] ?? 0] as const,
  )
    .filter(([n]) => n > 0)
    .map(([n, labelled]) => labelled / n);
  const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return { expected: mean, deviation: Math.sqrt(squares / Math.max(1, shares.length - 1)) };
}

function judgeBatch(
  stream: LabelStream,
  batch: NonNullable<LabelStream['pending']>,
  norm: LabelNorm,
  task: Task,
): LabelStream {
  const [units = 0, labelled = 0, positives = 0, positivesExpected = 0] = batch.counts;
  const { expected, deviation } = expectedCoverage(norm);
  const before = { ...COVERAGE_START, lowBatches: stream.lowBatches };
  const { lowBatches } = updateCoverage(before, { units, labelled, expected, deviationOfDays: deviation });
  const overall = overallRate(norm);
  // Amounts and names of classes are neither positive nor negative: a rainy day is no break of labels in millimetres.
  const signed = task === 'binary';
  // Small hours have rates of their own (5 h: 4 %, 2 h: 68 % on flights): a break must leave both references behind.
  const broken =
    signed &&
    labelled > 0 &&
    isHardBreak(positives, labelled, overall) &&
    isHardBreak(positives, labelled, positivesExpected / labelled);
  const lowFrom = lowBatches === 0 ? null : (stream.lowFrom ?? batch.from);
  const kind = broken ? 'hard_break' : isCoverageLow({ lowBatches }) ? 'coverage' : null;
  const began = kind === 'coverage' ? (lowFrom ?? batch.from) : batch.from;
  const fault =
    kind === null ? null : ({ kind, from: stream.fault?.from ?? began, until: batch.until } as const);
  const checked =
    !signed || labelled === 0 || norm.scatter[0] === 0
      ? stream.positives
      : checkShare(stream.positives, {
          ...{ from: batch.from, until: batch.until, labelled, positives },
          expected: positivesExpected / labelled,
          deviation: deviationOfShares(norm),
        });
  return { ...stream, lowBatches, lowFrom, fault, positives: checked, share: labelled / units, expected };
}
