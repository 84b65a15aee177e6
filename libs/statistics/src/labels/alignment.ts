/** Labels of one cell: how many, how many positive, and the positive share that history shows at the same ages. */
export interface LabelCell {
  readonly n: number;
  readonly positives: number;
  readonly historyN: number;
  readonly historyPositives: number;
}

/** Whether a jump follows the labelling process or the world, or cannot be told yet. */
export type LabelAlignment = 'label_fault' | 'world' | 'undecided';

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
  const spread = (p: number, n: number) => (p * (1 - p)) / n;
  return { size: share - history, variance: spread(share, cell.n) + spread(history, cell.historyN) };
}

/**
 * At a time T of the onset set (judge §3.9): `before` holds labels of events before T observed at T or later, `after`
 * those of events from T on. If more than half of the shift also hits the earlier events, and is real (|z| > 3), the
 * labels broke; if less than half by 3 SE, the world moved. Compared as shift(before) − ½·shift(after), so a tiny
 * denominator cannot decide. Below 50 labels in a cell: undecided.
 */
export function alignLabels(before: LabelCell, after: LabelCell): LabelAlignment {
  const cells = [before, after];
  if (cells.some(({ n, historyN }) => n < FEWEST_LABELS || historyN < FEWEST_LABELS)) return 'undecided';
  const earlier = shiftOf(before);
  const later = shiftOf(after);
  const direction = later.size < 0 ? -1 : 1;
  const excess = direction * (earlier.size - HALF * later.size);
  const error = Math.sqrt(earlier.variance + HALF * HALF * later.variance);
  if (excess > 0 && Math.abs(earlier.size) > STANDARD_ERRORS * Math.sqrt(earlier.variance))
    return 'label_fault';
  return excess < -STANDARD_ERRORS * error ? 'world' : 'undecided';
}
