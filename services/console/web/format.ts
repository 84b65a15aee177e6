const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A moment in UTC as people read it: `17 Feb 2001, 14:00`. */
export function moment(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  return new Date(ms).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
}

/** A day in UTC: `17 Feb`. */
export const day = (ms: number): string =>
  new Date(ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A time of day in UTC: `14:00`. */
export const timeOfDay = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

/** A bucket of a chart in UTC: its day, or its minute when it is narrower than a day. */
export const bucketName = (ms: number, bucketMs: number): string =>
  bucketMs >= DAY ? `${day(ms)} ${new Date(ms).getUTCFullYear()}` : moment(ms);

/** A figure with at most four significant digits, thousands grouped. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return Math.abs(value) >= 10_000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(4)));
}

/** A whole number with its thousands grouped. */
export const count = (value: number): string => value.toLocaleString('en-US');

/** A fraction as a percentage. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${Number((share * 100).toPrecision(3))} %`;

/** A length of time in its largest fitting unit: `2 d`, `22 h`, `10 min`. */
export function duration(ms: number): string {
  if (ms >= 2 * DAY) return `${figure(ms / DAY)} d`;
  return ms >= 2 * HOUR ? `${figure(ms / HOUR)} h` : `${figure(ms / MINUTE)} min`;
}

/** A scope in words. */
export const scopeText = (scope: readonly string[]): string =>
  scope.includes('all') ? 'everywhere' : scope.map((word) => word.replace('=', ' ')).join(', ');

/** A reason of the ledger as prose; moments in it, which programs write in ms, as people read them. */
export const reasonText = (reason: string): string =>
  words(reason).replace(/\b\d{12,13}\b/g, (ms) => `${moment(Number(ms))} UTC`);

/** A reason word as prose: `benign_proven` → `benign proven`. */
export const words = (reason: string | null): string =>
  (reason ?? '').replaceAll('_', ' ').replaceAll('|', ', ');
