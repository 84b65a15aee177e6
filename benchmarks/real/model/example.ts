/** One value of a row as a file gives it; null is missing. */
export type Cell = number | string | null;

/** A column of a table that a model learns from. */
export interface Column {
  readonly name: string;
  readonly kind: 'number' | 'category';
}

/** A row with its truth; cells in the order of the columns. */
export interface Example {
  readonly cells: readonly Cell[];
  readonly truth: 0 | 1;
}
