/** Labels of one cell: how many, how many positive (or the sum of a loss in [0, 1]), and what history shows at the same ages. */
export interface LabelCell {
  readonly n: number;
  readonly positives: number;
  readonly historyN: number;
  readonly historyPositives: number;
}

/** Whether a jump follows the labelling process or the world, or cannot be told yet. */
export type LabelAlignment = 'label_fault' | 'world' | 'undecided';

/** The verdict with its figures: shifts of both cells, and how far the earlier one is from none, in standard errors. */
export interface AlignedLabels {
  readonly alignment: LabelAlignment;
  readonly before: number;
  readonly after: number;
  readonly z: number;
}

const FEWEST_LABELS = 50;
const HALF = 0.5;
const STANDARD_ERRORS = 3;

interface Shift {
  readonly size: number;
  readonly variance: number;
}

function shiftOf(cell: LabelCell): Shift {
  const share = cell.positives / cell.n;
  const history = cell.historyPositives / cell.historyN;
  const spread = (p: number, n: number) => Math.max(0, p * (1 - p)) / n;
  return { size: share - history, variance: spread(share, cell.n) + spread(history, cell.historyN) };
}

const standardErrors = ({ size, variance }: Shift): number => (variance > 0 ? size / Math.sqrt(variance) : 0);

/**
 * At a time T of the onset set (judge §3.9): `before` holds labels of events before T observed at T or later, `after`
 * those of events from T on. If more than half of the shift also hits the earlier events, and is real (|z| > 3, of both
 * cells: else one of several T asked about would show such earlier events by chance), the labels broke; if less than half by 3 SE, the world moved. Compared as shift(before) − ½·shift(after), so a tiny
 * denominator cannot decide. Below 50 labels in a cell: undecided. A loss in [0, 1] varies at most as a share does.
 */
export function alignLabels(before: LabelCell, after: LabelCell): AlignedLabels {
  const cells = [before, after];
  if (cells.some(({ n, historyN }) => n < FEWEST_LABELS || historyN < FEWEST_LABELS))
    return { alignment: 'undecided', before: 0, after: 0, z: 0 };
  const earlier = shiftOf(before);
  const later = shiftOf(after);
  const direction = later.size < 0 ? -1 : 1;
  const excess = direction * (earlier.size - HALF * later.size);
  const error = Math.sqrt(earlier.variance + HALF * HALF * later.variance);
  const z = standardErrors(earlier);
  const fault = excess > 0 && [z, standardErrors(later)].every((far) => Math.abs(far) > STANDARD_ERRORS);
  const world = excess < -STANDARD_ERRORS * error;
  return {
    alignment: fault ? 'label_fault' : world ? 'world' : 'undecided',
    before: earlier.size,
    after: later.size,
    z,
  };
}
