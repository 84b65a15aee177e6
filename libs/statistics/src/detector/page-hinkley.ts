/** Parameters of Page–Hinkley as river has them; `forgetting` is its alpha. */
export interface PageHinkleyOptions {
  readonly minInstances: number;
  readonly delta: number;
  readonly threshold: number;
  readonly forgetting: number;
}

/** Rows seen, their mean, the two drifting sums with their extremes, and whether the last row raised the signal. */
export interface PageHinkleyState {
  readonly n: number;
  readonly mean: number;
  readonly increase: number;
  readonly leastIncrease: number;
  readonly decrease: number;
  readonly mostDecrease: number;
  readonly drift: boolean;
}

/** River's defaults. */
export const PAGE_HINKLEY_DEFAULTS: PageHinkleyOptions = {
  minInstances: 30,
  delta: 0.005,
  threshold: 50,
  forgetting: 0.9999,
};

/** Before any row. */
export const PAGE_HINKLEY_START: PageHinkleyState = {
  n: 0,
  mean: 0,
  increase: 0,
  leastIncrease: 0,
  decrease: 0,
  mostDecrease: 0,
  drift: false,
};

/** Page–Hinkley test (Page 1954), both directions, started anew after a signal: a baseline for the benchmark, not a rule of the judge. */
export function updatePageHinkley(
  state: PageHinkleyState,
  value: number,
  options: PageHinkleyOptions = PAGE_HINKLEY_DEFAULTS,
): PageHinkleyState {
  const past = state.drift ? PAGE_HINKLEY_START : state;
  const n = past.n + 1;
  const mean = past.mean + (value - past.mean) / n;
  const increase = options.forgetting * past.increase + (value - mean - options.delta);
  const decrease = options.forgetting * past.decrease + (value - mean + options.delta);
  const leastIncrease = Math.min(past.leastIncrease, increase);
  const mostDecrease = Math.max(past.mostDecrease, decrease);
  const change = Math.max(increase - leastIncrease, mostDecrease - decrease);
  const drift = n >= options.minInstances && change > options.threshold;
  return { n, mean, increase, leastIncrease, decrease, mostDecrease, drift };
}
