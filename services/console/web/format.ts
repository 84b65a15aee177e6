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

/** A figure with at most four significant digits, thousands grouped. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return Math.abs(value) >= 10_000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(4)));
}

/** A fraction as a percentage. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${Number((share * 100).toPrecision(3))} %`;

/** A scope in words. */
export const scopeText = (scope: readonly string[]): string =>
  scope.includes('all') ? 'everywhere' : scope.join(', ');

/** A reason word as prose: `benign_proven` → `benign proven`. */
export const words = (reason: string | null): string => (reason ?? '').replaceAll('_', ' ');
