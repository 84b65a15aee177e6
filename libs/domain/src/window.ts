/** A half-open range of event time in ms since the epoch: from inclusive, until exclusive. */
export type Window = readonly [from: number, until: number];

/** What a partition's owner promises: every record with a smaller arrival time is durable. */
export interface Frontier {
  readonly topic: string;
  readonly partition: number;
  readonly next_offset: number;
  readonly frontier: number;
}

/** Start of the base window an event time falls in; windows are aligned to the epoch. */
export const windowStart = (eventTime: number, baseMs: number): number =>
  Math.floor(eventTime / baseMs) * baseMs;

/** The base window an event time falls in. */
export function windowOf(eventTime: number, baseMs: number): Window {
  const from = windowStart(eventTime, baseMs);
  return [from, from + baseMs];
}

/** Whether a record came too late for revision 0 of its window. */
export const isLate = (appendedAt: number, windowEnd: number, latenessMs: number): boolean =>
  appendedAt >= windowEnd + latenessMs;

/** Whether revision 0 of a window is complete: all that arrived before its end plus lateness is stored. */
export const mayClose = (windowEnd: number, latenessMs: number, frontier: number): boolean =>
  frontier >= windowEnd + latenessMs;

/** F(model): the smallest frontier over all partitions of all topics the model reads; undefined while one is unknown. */
export function modelFrontier(
  partitions: readonly { readonly topic: string; readonly partition: number }[],
  known: ReadonlyMap<string, number>,
): number | undefined {
  let least = Number.POSITIVE_INFINITY;
  for (const { topic, partition } of partitions) {
    const frontier = known.get(frontierKey(topic, partition));
    if (frontier === undefined) return undefined;
    if (frontier < least) least = frontier;
  }
  return partitions.length === 0 ? undefined : least;
}

/** Key of a partition on the progress topic. */
export const frontierKey = (topic: string, partition: number): string => `${topic}/${partition}`;

/** First window whose end is at or after the moment a slow item is due; returned by its start. */
export const dueWindow = (itemEnd: number, latenessMs: number, slowLagMs: number, baseMs: number): number =>
  Math.ceil((itemEnd + latenessMs + slowLagMs) / baseMs) * baseMs - baseMs;
