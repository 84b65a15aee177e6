import type { ScoreHistogram } from './score-histogram.js';

/** Labelled rows of one score bin: how many, how many positive, and the sum of their scores. */
export interface CalibrationCell {
  readonly n: number;
  readonly positives: number;
  readonly scoreSum: number;
}

/** Groups a score histogram into `cells` equal-width cells, every row's score taken as the middle of its bin. */
export function calibrationCells(histogram: ScoreHistogram, cells: number): CalibrationCell[] {
  const bins = histogram.positives.length;
  const grouped = Array.from({ length: cells }, () => ({ n: 0, positives: 0, scoreSum: 0 }));
  for (const [bin, positives] of histogram.positives.entries()) {
    const cell = grouped[Math.floor((bin * cells) / bins)];
    if (!cell) continue;
    const n = positives + (histogram.negatives[bin] ?? 0);
    cell.n += n;
    cell.positives += positives;
    cell.scoreSum += (n * (bin + 0.5)) / bins;
  }
  return grouped;
}

/** Expected calibration error Σ (n_g/n)·|share positive − mean score| (Naeini 2015); null without rows. */
export function expectedCalibrationError(cells: readonly CalibrationCell[]): number | null {
  const rows = cells.reduce((sum, { n }) => sum + n, 0);
  if (rows === 0) return null;
  return cells.reduce((sum, { positives, scoreSum }) => sum + Math.abs(positives - scoreSum), 0) / rows;
}
