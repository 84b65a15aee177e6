import { BATCH_LABELS } from '@checkride/statistics/detector/risk';
import type { ModelContract } from '../../contract/contract.js';
import { ALL_REGIONS, type CohortCell } from '../../report/cells.js';
import { phaseOf } from '../phase.js';
import type { Window } from '../../window.js';
import { alignOnset, type Alignment, type LabelMeasure, type NormalOf } from './aligned-labels.js';
import { firingPlaces, onsetOf, type ChampionRisk } from './champion-risk.js';
import { shareOnset } from './label-shares.js';
import type { LabelStream } from './label-stream.js';
import type { Champion } from './ledger.js';
import {
  observedCells,
  observeWhenSeen,
  OBSERVED_START,
  LABEL_AGES,
  type ObservedCell,
  type ObservedLabels,
} from './observed-labels.js';

/** Labels that broke at a time although the world may be as it was: event time they spoil (ms), and what told it. */
export interface MisalignedLabels {
  readonly from: number;
  readonly until: number;
  readonly told: Alignment;
  /** Level of the measure before and since, over what its hours normally show. */
  readonly level: number;
  readonly broken: number;
}

/** Whether a rise of the risk, or another share of positives, is the labels' or the world's doing. */
export interface LabelOrWorld {
  readonly observed: ObservedLabels;
  readonly fault: MisalignedLabels | null;
  /** The alarm being asked about, by its onset; settled: told to be the world, or waited for long enough. */
  readonly question: { readonly onset: number; readonly since: number; readonly settled: boolean } | null;
}

/** Nothing asked. */
export const LABEL_OR_WORLD_START: LabelOrWorld = { observed: OBSERVED_START, fault: null, question: null };

const WAIT_MS = 24 * 3_600_000;
const LASTING_MS = 24 * 3_600_000;
const SPOILT_SHARE = 0.1;
const STRETCHES_TO_HEAL = 3;
const NANO = 1e9;
const HOUR_MS = 3_600_000;

/** What the answer rests on beside the labels themselves. */
export interface AlignmentTerms {
  readonly champion: Champion | null;
  readonly contract: ModelContract;
  readonly risk: ChampionRisk;
  readonly labels: LabelStream;
  /** Start of the window being judged (ms). */
  readonly now: number;
}

/** Adds matured cohorts; while labels are known to be broken, looks whether they have healed. */
export function observeAlignment(
  before: LabelOrWorld,
  cohorts: readonly CohortCell[],
  terms: AlignmentTerms,
): LabelOrWorld {
  const observed = observeWhenSeen(before.observed, terms.champion, cohorts, terms.contract);
  const { fault } = before;
  if (observed === before.observed) return before;
  if (!fault) return { ...before, observed };
  if (healed(observed, fault, normalBy(terms))) return { observed, fault: null, question: null };
  return { ...before, observed, fault: { ...fault, until: newestEvent(observed) } };
}

/** Asks about the alarm that stands, if any: label fault, world, or wait for at most 24 hours. `fresh`: labels came. */
export function askAlignment(before: LabelOrWorld, terms: AlignmentTerms, fresh: boolean): LabelOrWorld {
  const { risk, contract, labels, now } = terms;
  const risen = onsetOf(risk.conditional, firingPlaces(risk.conditional), contract);
  const onset = risen ?? shareOnset(labels.positives);
  if (!onset) return { ...before, question: null };
  const known = before.question?.onset === onset[0] ? before.question : undefined;
  if (known?.settled) return before;
  const question = known ?? { onset: onset[0], since: now, settled: false };
  const over = now - question.since >= WAIT_MS;
  if (known && !fresh) return { ...before, question: { ...question, settled: over } };
  const normalOf = normalBy(terms);
  const told = alignOnset(before.observed, onset, over ? 0 : LABEL_AGES, normalOf, contract.task);
  // A storm moves the share of an afternoon and is gone: without a rise of the risk, labels are blamed for whole days.
  const lasts =
    risen !== undefined || (told !== undefined && newestEvent(before.observed) - told.at >= LASTING_MS);
  if (told?.alignment === 'label_fault' && lasts)
    return { ...before, question: null, fault: faultOf(before.observed, onset, told, normalOf) };
  const settled = !told || told.alignment === 'world' || over;
  return { ...before, question: { ...question, settled } };
}

/** End of the newest events whose labels have matured, ms. */
const newestEvent = ({ rows, period }: ObservedLabels): number => ((rows.at(-1)?.[0] ?? 0) + 1) * period;

/** Whether it is still open what made the risk rise. */
export const isOpen = ({ question }: LabelOrWorld): boolean => question !== null && !question.settled;

function faultOf(
  observed: ObservedLabels,
  onset: Window,
  told: Alignment,
  normalOf: NormalOf,
): MisalignedLabels {
  const at = Math.floor(told.at / observed.period);
  const cells = observedCells(observed);
  const sum = (of: readonly ObservedCell[]): number => of.reduce((total, { n }) => total + n, 0);
  const spoilt = observed.rows
    .map((row) => row[0] ?? 0)
    .filter((event) => {
      const own = cells.filter((cell) => cell.event === event);
      return sum(own.filter((cell) => cell.observed >= at)) >= SPOILT_SHARE * sum(own);
    });
  const first = Math.floor(onset[0] / observed.period);
  const level = (of: readonly ObservedCell[]): number =>
    levelOf(of, told.measure, observed.period, normalOf) ?? 1;
  return {
    from: Math.min(at, ...spoilt) * observed.period,
    until: ((observed.rows.at(-1)?.[0] ?? at) + 1) * observed.period,
    told,
    level: level(cells.filter((cell) => cell.observed < first)),
    broken: level(cells.filter((cell) => cell.observed >= at)),
  };
}

/** A measure over what its hours normally show; undefined without labels. */
function levelOf(
  cells: readonly ObservedCell[],
  measure: LabelMeasure,
  period: number,
  normalOf: NormalOf,
): number | undefined {
  const weight = cells.reduce(
    (sum, { event, n }) => sum + n * (normalOf(measure, event * period, (event + 1) * period) ?? 1),
    0,
  );
  return weight === 0 ? undefined : cells.reduce((sum, cell) => sum + cell[measure], 0) / weight;
}

/**
 * Three stretches running, the newest of whole cohorts with enough labels, are each nearer to what was normal than to
 * what was broken: losses that are heavy-tailed, or move with the hour, bring one such stretch by themselves.
 */
function healed(
  observed: ObservedLabels,
  { told, level, broken }: MisalignedLabels,
  normalOf: NormalOf,
): boolean {
  const cells = observedCells(observed).reverse();
  let next = 0;
  for (let good = 0; good < STRETCHES_TO_HEAL; good += 1) {
    const stretch: ObservedCell[] = [];
    let labels = 0;
    for (let cell = cells[next]; cell; cell = cells[(next += 1)]) {
      if (labels >= BATCH_LABELS && stretch.at(-1)?.event !== cell.event) break;
      stretch.push(cell);
      labels += cell.n;
    }
    if (labels < BATCH_LABELS) return false;
    const shown = levelOf(stretch, told.measure, observed.period, normalOf) ?? broken;
    if (Math.abs(shown - level) >= Math.abs(shown - broken)) return false;
  }
  return true;
}

/** What the hours of a period normally show: the learnt positive shares, and the champion's profile for its loss. */
function normalBy({ risk, labels: { norm }, contract }: AlignmentTerms): NormalOf {
  return (measure, from, until) => {
    const hours = Array.from({ length: Math.ceil((until - from) / HOUR_MS) }, (_, i) => {
      const { hour, weekend } = phaseOf(from + i * HOUR_MS, contract.timezone);
      return hour + (weekend ? 24 : 0);
    });
    const values = hours.map((phase) => {
      if (measure === 'loss') return (risk.profile?.phases[ALL_REGIONS]?.[2 * phase] ?? Number.NaN) / NANO;
      return (norm?.phases[2 * phase + 1] ?? Number.NaN) / (norm?.phases[2 * phase] ?? Number.NaN);
    });
    const known = values.filter((value) => value > 0);
    return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
}
