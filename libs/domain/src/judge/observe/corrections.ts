import type { CorrectionCell } from '../../report/cells.js';
import type { ReleaseState } from './release.js';

/**
 * Whether a window that a release is judged by has turned out to be another than was counted: its evidence starts
 * again, at the next share of α (judge §3.1). Several windows told of at once are one new start.
 */
export const correctsEvidence = (
  { evidence_from }: Pick<ReleaseState, 'evidence_from'>,
  corrections: readonly CorrectionCell[],
): boolean => corrections.some(({ over }) => over[1] > evidence_from);
