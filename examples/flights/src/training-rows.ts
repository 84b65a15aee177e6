/** Training rows: row-major [count, FEATURES.length] (NaN is missing) and 0/1 labels. */
export interface TrainingRows {
  readonly count: number;
  readonly values: Float32Array;
  readonly labels: Uint8Array;
}
