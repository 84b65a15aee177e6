/** A row for a table of projections; times are ms, absent texts empty. */
export interface ProjectedRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Where a control record stands: part of every projected row. */
export interface RecordPlace {
  readonly record_offset: number;
  readonly appended_at: number;
}
