import type { CohortCell } from '../../report/cells.js';

/** Sums by which labels normally come: positives by phase, and how cells scatter about them. */
export interface LabelScatter {
  /** By phase flat pairs: labelled, positive. */
  readonly phases: readonly number[];
  /** Cells with labels, and the sum of their positives² / labels. */
  readonly scatter: readonly [cells: number, squares: number];
}

/** Adds a cell to the sums of the scatter. */
export function scatterWith(
  [cells, squares]: LabelScatter['scatter'],
  { labelled, positives }: Pick<CohortCell, 'labelled' | 'positives'>,
): LabelScatter['scatter'] {
  return labelled === 0 ? [cells, squares] : [cells + 1, squares + positives ** 2 / labelled];
}

/**
 * How far the share of positives of one window strays from what its hour normally shows, beyond what drawing labels
 * explains: the between-window standard deviation by the method of moments (DerSimonian–Laird with equal sizes).
 * Weather, campaigns and batches move whole windows at once; a shift within a few of these is no sign of anything.
 */
export function deviationOfShares({ phases, scatter: [cells, squares] }: LabelScatter): number {
  let [labels, positives, explained, known] = [0, 0, 0, 0];
  for (let i = 0; i < phases.length; i += 2) {
    const [n, k] = [phases[i] ?? 0, phases[i + 1] ?? 0];
    if (n === 0) continue;
    labels += n;
    positives += k;
    explained += k ** 2 / n;
    known += 1;
  }
  if (labels === 0 || cells <= known) return 0;
  const share = positives / labels;
  const within = (squares - explained) / (cells - known);
  return Math.sqrt(Math.max(0, within - share * (1 - share)) / (labels / cells));
}
