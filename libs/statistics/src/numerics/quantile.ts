/** Quantile of ascending `sorted` by linear interpolation (Hyndman–Fan type 7, the default of numpy and R); NaN when empty. */
export function quantile(sorted: readonly number[], probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (position - below);
}

/** The smallest value of ascending `sorted` with at least `probability` of the rows at or below it (type 1); NaN when empty. */
export function orderStatistic(sorted: readonly number[], probability: number): number {
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(sorted.length * probability)));
  return sorted[rank - 1] ?? Number.NaN;
}
