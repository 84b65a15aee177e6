import type { Column, Example } from '../model/example.js';

/** A row of a stream: when it is asked about and when its truth is told (ms). */
export interface StreamRow extends Example {
  readonly time: number;
  readonly labelledAt: number;
}

/** A data set laid out in time, with all that a contract must say of it. */
export interface Stream {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Rows whose truth was known before the start: what the first version is trained on. */
  readonly history: readonly StreamRow[];
  /** Rows that are asked about, in order of time. */
  readonly rows: readonly StreamRow[];
  /** First and last moment (ms). */
  readonly start: number;
  readonly until: number;
  /** Windows, as a contract writes them. */
  readonly windows: { readonly base: string; readonly drift: string };
  /** Longest delay of a label, and the age at which a row is judged. */
  readonly labels: { readonly horizon: string; readonly at_most: string };
}

/** Where the first `trained` rows were known before the stream begins. */
export interface Spacing {
  /** Of the first row (ms). */
  readonly from: number;
  /** Between two rows (ms). */
  readonly every: number;
  /** From a question to its truth (ms). */
  readonly delay: number;
  readonly trained: number;
}

/** Lays rows without times out evenly in the order of their file. */
export function evenly(
  examples: readonly Example[],
  { from, every, delay, trained }: Spacing,
): Pick<Stream, 'history' | 'rows' | 'start' | 'until'> {
  const rows = examples.map((example, i): StreamRow => {
    const time = from + Math.floor(i * every);
    return { ...example, time, labelledAt: time + delay };
  });
  // The first version must know its truths: between its rows and the stream lies the delay of a label.
  const start = Math.ceil((rows[trained]!.time + delay) / DAY_MS) * DAY_MS;
  const shifted = rows.slice(trained).map((row) => later(row, start - rows[trained]!.time));
  return { history: rows.slice(0, trained), rows: shifted, start, until: shifted.at(-1)!.labelledAt };
}

const DAY_MS = 86_400_000;

const later = (row: StreamRow, by: number): StreamRow => ({
  ...row,
  time: row.time + by,
  labelledAt: row.labelledAt + by,
});
