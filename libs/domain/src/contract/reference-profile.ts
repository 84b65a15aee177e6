/** One numeric input of the reference: the frozen grid and what the validation rows put into it. */
export interface NumericReference {
  readonly feature: string;
  /** Ascending, at most 48; bin i holds edges[i-1] <= x < edges[i], the first and last bins are open. */
  readonly edges: readonly number[];
  /** Rows per bin; edges.length + 1 of them. */
  readonly counts: readonly number[];
  readonly rows: number;
  readonly missing: number;
  readonly low: number;
  readonly high: number;
}

/** One categorical input of the reference: up to 100 values by frequency; all others count as `other`. */
export interface CategoricalReference {
  readonly feature: string;
  readonly values: readonly string[];
  /** Rows per value, then the rows of other values: values.length + 1 of them. */
  readonly counts: readonly number[];
  readonly rows: number;
  readonly missing: number;
}

/** What validation rows looked like when a version was registered: frozen, named by its digest. */
export interface ReferenceProfile {
  readonly digest: string;
  readonly version: string;
  readonly rows: number;
  readonly training_rows: number;
  readonly numeric: readonly NumericReference[];
  readonly categorical: readonly CategoricalReference[];
  /** Score in 64 equal bins of [0, 1] (or of the observed range for other tasks). */
  readonly score: { readonly low: number; readonly high: number; readonly counts: readonly number[] };
  /** Frequent values by segment name, most frequent first, at most 20. */
  readonly segments: Readonly<Record<string, readonly string[]>>;
  readonly metrics: Readonly<Record<string, number>>;
}
