import type { TouchedWindow } from '@checkride/store/queries/read-touched.query';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Window } from '@checkride/domain/window';
import { gridId } from './counting-plan.js';
import { correctionGrid } from './due-items.js';
import type { RangeOf } from './pane-store.js';

/** Windows this much older than an arrival are not counted again. */
const REACH_MS = 7 * 86_400_000;

/** Windows counted again by one statement at most. */
const MOST_TOUCHED = 200;

/** What the correction step asks of the store. */
export interface CorrectionStore {
  /** Windows of a range that late rows touched which arrived in `arrival`, by point of a grid of `gridMs`. */
  touched(model: string, windows: Window, arrival: Window, gridMs: number): Promise<TouchedWindow[]>;
  /** Counts windows of a range again, each as known at its own point. */
  correct(range: RangeOf, touched: readonly TouchedWindow[]): Promise<void>;
}

/**
 * Counts windows touched by late rows again, at points of a grid of arrival time; the new panes stand beside revision 0.
 * Returns the arrival time up to which that is done.
 */
export function createCorrectStep(store: CorrectionStore) {
  return async function correctPanes(
    record: ModelRecord,
    corrected: number,
    frontier: number,
  ): Promise<number> {
    const grid = correctionGrid(record.contract);
    const base = record.contract.windows.base_ms;
    const upto = Math.floor(frontier / grid) * grid;
    if (upto <= corrected) return corrected;
    const windows: Window = [Math.max(0, Math.floor((corrected - REACH_MS) / base) * base), upto];
    const touched = await store.touched(record.model, windows, [corrected, upto], grid);
    for (let i = 0; i < touched.length; i += MOST_TOUCHED) {
      const some = touched.slice(i, i + MOST_TOUCHED);
      const starts = some.map(({ window }) => window);
      const range: Window = [Math.min(...starts), Math.max(...starts) + base];
      await store.correct({ model: record.model, grid: gridId(record), range }, some);
    }
    return upto;
  };
}
