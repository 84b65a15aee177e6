/** A batch whose labels are due: units, those labelled, and the share expected with its deviation over days. */
export interface CoverageBatch {
  readonly units: number;
  readonly labelled: number;
  readonly expected: number;
  readonly deviationOfDays: number;
}

/** Batches in a row with coverage below what is expected. */
export interface CoverageState {
  readonly lowBatches: number;
}

/** Before any batch. */
export const COVERAGE_START: CoverageState = { lowBatches: 0 };

const LEAST_GAP = 0.05;
const DEVIATIONS = 3;
const BATCHES = 2;

/** Counts batches in a row whose coverage is below expected by > max(5 pp, 3 SD of days); one without units says nothing. */
export function updateCoverage(state: CoverageState, batch: CoverageBatch): CoverageState {
  if (batch.units === 0) return state;
  const gap = batch.expected - batch.labelled / batch.units;
  const low = gap > Math.max(LEAST_GAP, DEVIATIONS * batch.deviationOfDays);
  return { lowBatches: low ? state.lowBatches + 1 : 0 };
}

/** T10's first form: coverage was low in two batches running. */
export function isCoverageLow(state: CoverageState): boolean {
  return state.lowBatches >= BATCHES;
}
