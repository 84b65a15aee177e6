/** A value of an episode's record by member. */
export type Fields = Readonly<Record<string, unknown>>;

/** The members of a value; none for what is no object. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** An id, a version or another name: text, or a number as text; empty for anything else. */
export const nameOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' && Number.isFinite(value)
      ? String(value)
      : '';

/** A moment as ms: a number as it is, a date, or ISO-8601 text (UTC where it says no zone); NaN for anything else. */
export function timeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string') return NaN;
  return Date.parse(
    /\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value) && !/[+-]\d\d:\d\d$/.test(value) ? `${value}Z` : value,
  );
}

const FUTURE_MS = 300_000;

/** Whether an event may have happened then, given when its record arrived: not ahead of that, and not before it is kept. */
export const isTimely = (time: number, appendedAt: number, retentionMs: number): boolean =>
  time <= appendedAt + FUTURE_MS && time >= appendedAt - retentionMs;
