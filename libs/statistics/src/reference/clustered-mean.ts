/** One cluster, a day: rows and the sum of their losses (a plain number, in the loss's unit). */
export interface ClusterSum {
  readonly n: number;
  readonly sum: number;
}

/** A mean with the standard error that its clusters support. */
export interface ClusteredMean {
  readonly n: number;
  readonly clusters: number;
  readonly mean: number;
  readonly standardError: number;
}

/** sqrt(D/(D − 1) Σ u²) of D residuals that sum to zero; infinite for fewer than two clusters. */
export function clusteredError(residuals: readonly number[]): number {
  const count = residuals.length;
  if (count < 2) return Infinity;
  return Math.sqrt((count / (count - 1)) * residuals.reduce((sum, u) => sum + u * u, 0));
}

/**
 * Ratio mean ΣL/ΣN and its standard error clustered by day: residuals (L_d − mean·N_d)/N, so that rows of one day
 * may share whatever they like. Clusters without rows are left out; the mean is NaN without rows.
 */
export function clusteredMean(days: readonly ClusterSum[]): ClusteredMean {
  const filled = days.filter(({ n }) => n > 0);
  const n = filled.reduce((sum, day) => sum + day.n, 0);
  const mean = filled.reduce((sum, day) => sum + day.sum, 0) / n;
  const residuals = filled.map((day) => (day.sum - mean * day.n) / n);
  return { n, clusters: filled.length, mean, standardError: clusteredError(residuals) };
}
