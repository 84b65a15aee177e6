import { alignLabels, type LabelAlignment, type LabelCell } from '@checkride/statistics/labels/alignment';
import { likeliestChange } from '@checkride/statistics/labels/change-time';
import type { Task } from '../../contract/contract.js';
import type { Window } from '../../window.js';
import { observedCells, type ObservedCell, type ObservedLabels } from './observed-labels.js';

/** What labels are measured by: their positive share, or the loss they give the champion. */
export type LabelMeasure = 'positives' | 'loss';

/** What is normal of a measure in an event period: a share or mean loss; undefined where nothing is known. */
export type NormalOf = (measure: LabelMeasure, from: number, until: number) => number | undefined;

/** What a jump at a time (ms) follows, told by which measure, and the figures. */
export interface Alignment {
  readonly alignment: LabelAlignment;
  readonly measure: LabelMeasure;
  readonly at: number;
  /** Shift of labels of earlier events observed since, and of labels of events since. */
  readonly before: number;
  readonly after: number;
  readonly z: number;
  readonly labels: number;
}

const SIGNED: readonly LabelMeasure[] = ['loss', 'positives'];
const UNSIGNED: readonly LabelMeasure[] = ['loss'];
/** Periods of events in a batch of labels from which on a world that changed at its very first would be a coincidence. */
const BATCH_PERIODS = 3;
const FEWEST_LABELS = 50;
/** Labels seen before a change that those seen after it are held against: so many, and times as many as those. */
const FEWEST_SPARED = 400;
const SPARED_TIMES = 3;
/** Share of what a change explains by which one of observations must beat any of events before labels are blamed. */
const LEAST_LEAD = 0.01;

interface Placed extends ObservedCell {
  readonly sum: number;
  /** Sum that history would show of these labels, at their age and hour. */
  readonly expected: number;
}

/**
 * Whether what began in `onset` (ms) follows the time of events or the time labels were observed in (judge §3.9).
 * History is what labels observed before the onset showed at the same age, times what their hours normally show.
 * The loss answers first, since its rise was asked about; the positive share moves with every season, so it answers
 * where the loss cannot, of labels that are positive or negative (`task`). Undefined where nobody says when labels were observed. `reach`
 * periods past the onset are asked about too: labels that break at T spoil events of up to a maturity before T.
 */
export function alignOnset(
  labels: ObservedLabels,
  onset: Window,
  reach: number,
  normalOf: NormalOf,
  task: Task,
): Alignment | undefined {
  const cells = observedCells(labels);
  if (cells.length === 0) return undefined;
  const first = Math.floor(onset[0] / labels.period);
  const last = Math.ceil(onset[1] / labels.period) + reach;
  const read = (task === 'binary' ? SIGNED : UNSIGNED).map((measure) =>
    alignMeasure(cells, labels.period, [first, last], measure, normalOf),
  );
  return read.find(({ alignment }) => alignment !== 'undecided') ?? read[0];
}

function alignMeasure(
  cells: readonly ObservedCell[],
  period: number,
  [first, last]: readonly [number, number],
  measure: LabelMeasure,
  normalOf: NormalOf,
): Alignment {
  const placed = place(cells, first, period, measure, normalOf);
  const history = placed.filter(({ observed }) => observed < first).reduce((sum, { n }) => sum + n, 0);
  const candidates = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const change = likeliestChange(placed, candidates);
  const none = {
    alignment: 'undecided',
    measure,
    at: first * period,
    before: 0,
    after: 0,
    z: 0,
    labels: 0,
  } as const;
  if (!change || history < FEWEST_LABELS) return none;
  const batch = change.alike === null ? null : brokenBatch(placed, change.alike, history);
  if (batch && change.alike !== null) return { ...batch, measure, at: change.alike * period };
  const hit = placed.filter(({ event, observed }) => event < change.at && observed >= change.at);
  const before = cellOf(hit, history);
  const after = cellOf(
    placed.filter(({ event }) => event >= change.at),
    history,
  );
  const told = { ...alignLabels(before, after), measure, at: change.at * period, labels: before.n + after.n };
  if (told.alignment !== 'label_fault') return told;
  // In a lull of events hardly a label is seen that could tell the two apart: then nobody is blamed.
  const blamed = change.by === 'observed' && change.lead >= LEAST_LEAD;
  if (!blamed) return { ...told, alignment: 'undecided' };
  // A world that changes by and by is there before any T: then labels of late events seen before T tell of it too.
  const spared = newest(
    placed.filter(({ observed }) => observed < change.at),
    Math.max(FEWEST_SPARED, SPARED_TIMES * before.n),
  );
  const among = spared.reduce((sum, { n }) => sum + n, 0);
  return { ...told, alignment: alignLabels(cellOf(hit, among, levelOf(spared)), after).alignment };
}

/**
 * Labels that come in batches (a night's job) and changed with a batch: events of many periods before it are hit, from
 * the first on, which a world that changes by itself would have to hit by chance; undecided until so many have matured.
 * Null where no batch is hit.
 */
function brokenBatch(
  placed: readonly Placed[],
  alike: number,
  history: number,
): Pick<Alignment, 'alignment' | 'before' | 'after' | 'z' | 'labels'> | null {
  const hit = placed.filter(({ event, observed }) => event < alike && observed >= alike);
  const cell = cellOf(hit, history);
  // Held against itself: more than half of its own shift hits it.
  const { alignment, ...told } = alignLabels(cell, cell);
  if (alignment !== 'label_fault') return null;
  const whole = new Set(hit.map(({ event }) => event)).size >= BATCH_PERIODS;
  return { ...told, alignment: whole ? alignment : 'undecided', labels: cell.n };
}

/** Cells of the latest events that hold at least so many labels. */
function newest(cells: readonly Placed[], labels: number): Placed[] {
  const chosen: Placed[] = [];
  let n = 0;
  for (const cell of [...cells].sort((a, b) => b.event - a.event)) {
    if (n >= labels && chosen.at(-1)?.event !== cell.event) break;
    chosen.push(cell);
    n += cell.n;
  }
  return chosen;
}

/** What was seen over what was expected; 1 where nothing was. */
function levelOf(cells: readonly Placed[]): number {
  const expected = cells.reduce((total, cell) => total + cell.expected, 0);
  return expected > 0 ? cells.reduce((total, cell) => total + cell.sum, 0) / expected : 1;
}

/** Labels beside a history of so many, which would show `level` times what is expected of them. */
function cellOf(cells: readonly Placed[], historyN: number, level = 1): LabelCell {
  const total = (value: (cell: Placed) => number): number =>
    cells.reduce((sum, cell) => sum + value(cell), 0);
  const n = total((cell) => cell.n);
  const expected = total((cell) => cell.expected) * level;
  const historyPositives = n === 0 ? 0 : Math.min(historyN, (expected / n) * historyN);
  return { n, positives: total(({ sum }) => sum), historyN, historyPositives };
}

/** Cells beside what history would show of them; history is what was observed before `first`. */
function place(
  cells: readonly ObservedCell[],
  first: number,
  period: number,
  measure: LabelMeasure,
  normalOf: NormalOf,
): Placed[] {
  const normal = new Map<number, number>();
  const weigh = ({ event, n }: ObservedCell): number => {
    const known = normal.get(event) ?? normalOf(measure, event * period, (event + 1) * period) ?? 1;
    normal.set(event, known);
    return n * known;
  };
  const seen = cells.filter(({ observed }) => observed < first);
  const ratioOf = (of: readonly ObservedCell[]): number => {
    const weight = of.reduce((sum, cell) => sum + weigh(cell), 0);
    return weight === 0 ? 0 : of.reduce((sum, cell) => sum + cell[measure], 0) / weight;
  };
  const overall = ratioOf(seen);
  const byAge = new Map<number, number>();
  const ratioAt = (age: number): number => {
    const same = seen.filter(({ event, observed }) => observed - event === age);
    const ratio =
      byAge.get(age) ?? (same.reduce((sum, { n }) => sum + n, 0) >= FEWEST_LABELS ? ratioOf(same) : overall);
    byAge.set(age, ratio);
    return ratio;
  };
  return cells.map((cell) => ({
    ...cell,
    sum: cell[measure],
    expected: weigh(cell) * ratioAt(cell.observed - cell.event),
  }));
}
