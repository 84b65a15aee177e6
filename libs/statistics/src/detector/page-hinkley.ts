/** Parameters of the Page–Hinkley test; `forgetting` weighs the past sum at every row. */
export interface PageHinkleyOptions {
  readonly minInstances: number;
  readonly delta: number;
  readonly threshold: number;
  readonly forgetting: number;
}

/** Rows since the last signal, their mean, the sum of excesses, and whether the last row raised the signal. */
export interface PageHinkleyState {
  readonly n: number;
  readonly mean: number;
  readonly sum: number;
  readonly drift: boolean;
}

/** The parameters river and most papers use. */
const PAGE_HINKLEY_DEFAULTS: PageHinkleyOptions = {
  minInstances: 30,
  delta: 0.005,
  threshold: 50,
  forgetting: 0.9999,
};

/** Before any row, and again after a signal. */
export const PAGE_HINKLEY_START: PageHinkleyState = { n: 0, mean: 0, sum: 0, drift: false };

/**
 * Page–Hinkley test for a rise of the mean (Page 1954), S = max(0, α·S + x − mean − δ), started anew after a signal: a
 * baseline for the benchmark, not a rule of the judge.
 */
export function updatePageHinkley(
  state: PageHinkleyState,
  value: number,
  options: PageHinkleyOptions = PAGE_HINKLEY_DEFAULTS,
): PageHinkleyState {
  const past = state.drift ? PAGE_HINKLEY_START : state;
  const n = past.n + 1;
  const mean = past.mean + (value - past.mean) / n;
  const sum = Math.max(0, options.forgetting * past.sum + value - mean - options.delta);
  return { n, mean, sum, drift: n >= options.minInstances - 1 && sum >= options.threshold };
}
