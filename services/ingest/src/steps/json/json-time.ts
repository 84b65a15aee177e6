const ISO = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/** A number as ms: seconds below 1e11, microseconds above 1e14, else ms as it is. */
export function timeOfNumber(value: number): number {
  if (Math.abs(value) < 1e11) return Math.round(value * 1000);
  return Math.abs(value) > 1e14 ? Math.floor(value / 1000) : Math.round(value);
}

/** ISO-8601 text as ms, UTC where no offset is told; undefined for any other text. */
export function timeOfText(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const zoned = match[1] === undefined || match[4] !== undefined ? text : `${text}Z`;
  const ms = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(ms) ? undefined : ms;
}
