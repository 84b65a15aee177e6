/** Labelled rows in columns, ordered by event time: what models are trained and examined on. Missing numbers are NaN. */
export interface Rows {
  readonly ids: readonly string[];
  /** Event times, ms. */
  readonly times: readonly number[];
  /** 1 or 0 for binary tasks, the value itself for regression. */
  readonly labels: readonly number[];
  readonly segments: Readonly<Record<string, readonly string[]>>;
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  readonly categories: Readonly<Record<string, readonly (string | null)[]>>;
}

/** The rows with the given positions, in that order. */
export function pick(rows: Rows, positions: readonly number[]): Rows {
  const take = <T>(column: readonly T[]): T[] => positions.map((position) => column[position] as T);
  const each = <T>(columns: Readonly<Record<string, readonly T[]>>): Record<string, T[]> =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, take(column)]));
  return {
    ids: take(rows.ids),
    times: take(rows.times),
    labels: take(rows.labels),
    segments: each(rows.segments),
    numbers: each(rows.numbers),
    categories: each(rows.categories),
  };
}

const WEEK_MS = 7 * 86_400_000;

/**
 * Holds rows out: the newest `share` of a range of a week or more, so that nothing trained on is newer than what is
 * examined. A shorter range has no whole rhythm of days to hold out: there every 1/share-th row in order of time.
 */
export function holdOut(rows: Rows, share: number): { readonly training: Rows; readonly validation: Rows } {
  const order = rows.times
    .map((_, position) => position)
    .sort((a, b) => (rows.times[a] ?? 0) - (rows.times[b] ?? 0) || a - b);
  const span = (rows.times[order.at(-1) ?? 0] ?? 0) - (rows.times[order[0] ?? 0] ?? 0);
  const cut = Math.floor(order.length * (1 - share));
  const every = Math.round(1 / share);
  const held = (place: number): boolean => (span >= WEEK_MS ? place >= cut : place % every === every - 1);
  return {
    training: pick(
      rows,
      order.filter((_, place) => !held(place)),
    ),
    validation: pick(
      rows,
      order.filter((_, place) => held(place)),
    ),
  };
}
