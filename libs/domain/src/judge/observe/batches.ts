import { BATCH_LABELS, type LossSum } from '@checkride/statistics/detector/risk';
import type { CellUnits } from '@checkride/statistics/reference/conditional-risk';
import type { PhaseUnits } from '@checkride/statistics/reference/phase-profile';
import { ALL_REGIONS, type CohortCell } from '../../report/cells.js';
import { phaseOf } from '../phase.js';
import { regional } from './regions.js';

/** Matured units of one place that wait to be enough for a batch; all arrays are integers. */
export interface PendingBatch {
  /** Event time covered, ms. */
  readonly from: number;
  readonly until: number;
  /** Eight sub-batches, flat: count, fixed-point loss. */
  readonly sub: readonly number[];
  /** Units per score bin that the reference knows, by region. */
  readonly bins: Readonly<Record<string, readonly number[]>>;
  /** Units in cells it hardly knows, and their fixed-point loss; absent before the first. */
  readonly outside?: CellLoss;
  /** Units per phase (hour + 24·weekend), flat pairs in order. */
  readonly phases: readonly number[];
}

/** Units of some cells and their fixed-point loss. */
export type CellLoss = readonly [n: number, loss: number];

/** Whether the champion's reference knows the scores of a bin (0 … 19) in a region. */
export type Support = (region: string, bin: number) => boolean;

/** Pending batches by place: every region and `all`. */
export type PendingBatches = Readonly<Record<string, PendingBatch>>;

/** A batch that is due, in the form its statistics take it. */
export interface Batch {
  readonly place: string;
  readonly from: number;
  readonly until: number;
  readonly labels: number;
  /** Fixed-point sum of all losses. */
  readonly loss: number;
  readonly subBatches: readonly LossSum[];
  /** Units of cells the reference knows; the others, of whose risk it says nothing. */
  readonly cells: readonly CellUnits[];
  readonly outside: CellLoss;
  readonly phases: readonly PhaseUnits[];
}

const SUB_BATCHES = 8;

const addAll = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));

function addPhase(phases: readonly number[], phase: number, units: number): number[] {
  const pairs = new Map<number, number>();
  for (let i = 0; i < phases.length; i += 2) pairs.set(phases[i] ?? 0, phases[i + 1] ?? 0);
  pairs.set(phase, (pairs.get(phase) ?? 0) + units);
  return [...pairs].sort(([a], [b]) => a - b).flat();
}

function add(
  pending: PendingBatch | undefined,
  cell: CohortCell,
  zone: string,
  known: Support,
): PendingBatch {
  const { hour, weekend } = phaseOf(cell.over[0], zone);
  const binUnits = cell.bins.map(([n], bin) => (known(cell.region, bin) ? n : 0));
  const strange = cell.bins.filter((_, bin) => !known(cell.region, bin));
  const [n, loss] = strange.reduce<CellLoss>(
    ([units, sum], [of, lost]) => [units + of, sum + lost],
    pending?.outside ?? [0, 0],
  );
  return {
    from: Math.min(pending?.from ?? cell.over[0], cell.over[0]),
    until: Math.max(pending?.until ?? cell.over[1], cell.over[1]),
    sub: addAll(pending?.sub ?? [], cell.batches.flat()),
    bins: { ...pending?.bins, [cell.region]: addAll(pending?.bins[cell.region] ?? [], binUnits) },
    ...(n > 0 ? { outside: [n, loss] as const } : {}),
    phases: addPhase(pending?.phases ?? [], hour + (weekend ? 24 : 0), cell.labelled),
  };
}

/** Adds matured cells to the batches of their region and of all; scores without support are kept apart. */
export function addToBatches(
  pending: PendingBatches,
  cells: readonly CohortCell[],
  zone: string,
  known: Support = () => true,
): PendingBatches {
  const grown: Record<string, PendingBatch> = { ...pending };
  for (const cell of regional(cells)) {
    if (cell.labelled === 0) continue;
    for (const place of new Set([ALL_REGIONS, cell.region]))
      grown[place] = add(grown[place], cell, zone, known);
  }
  return grown;
}

const labelsOf = ({ sub }: PendingBatch): number =>
  Array.from({ length: SUB_BATCHES }, (_, i) => sub[2 * i] ?? 0).reduce((sum, n) => sum + n, 0);

/** Takes out the batches that cover a period and hold 400 labels; the others go on waiting (judge §3.2). */
export function takeDue(
  pending: PendingBatches,
  periodMs: number,
): { due: Batch[]; waiting: PendingBatches } {
  const places = Object.entries(pending).sort(([a], [b]) => (a < b ? -1 : 1));
  const isDue = (batch: PendingBatch): boolean =>
    batch.until - batch.from >= periodMs && labelsOf(batch) >= BATCH_LABELS;
  return {
    due: places.filter(([, batch]) => isDue(batch)).map(([place, batch]) => toBatch(place, batch)),
    waiting: Object.fromEntries(places.filter(([, batch]) => !isDue(batch))),
  };
}

function toBatch(place: string, pending: PendingBatch): Batch {
  const subBatches = Array.from({ length: SUB_BATCHES }, (_, i) => ({
    n: pending.sub[2 * i] ?? 0,
    sum: pending.sub[2 * i + 1] ?? 0,
  }));
  return {
    place,
    from: pending.from,
    until: pending.until,
    labels: labelsOf(pending),
    loss: subBatches.reduce((sum, { sum: loss }) => sum + loss, 0),
    subBatches,
    cells: Object.entries(pending.bins)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([region, bins]) => bins.flatMap((n, bin) => (n > 0 ? [{ region, bin, n }] : []))),
    outside: pending.outside ?? [0, 0],
    phases: Array.from({ length: pending.phases.length / 2 }, (_, i) => {
      const phase = pending.phases[2 * i] ?? 0;
      return { hour: phase % 24, weekend: phase >= 24, n: pending.phases[2 * i + 1] ?? 0 };
    }),
  };
}
