import type { Scope } from '../scope.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A figure as people read it: whole numbers in full with thin groups, others to three digits that matter. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return grouped(value);
  if (Math.abs(value) >= 1000) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ' ');

const MILLION = 1e6;
const BILLION = 1e9;

/** An e-value given by its natural logarithm, to two digits that matter: `330`, `2.4 million`, `10^12`. */
export function eValue(logE: number): string {
  const e = Math.exp(logE);
  if (e >= BILLION) return `10^${Math.floor(logE / Math.LN10)}`;
  if (e >= MILLION) return `${Number((e / MILLION).toPrecision(2))} million`;
  return e < 0.01 ? 'under 0.01' : grouped(Number(e.toPrecision(2)));
}

/** A share as a percentage: `26.1 %`. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** A length of time in its largest fitting unit: `2 d`, `6 h`, `10 min`. */
export function duration(ms: number): string {
  if (ms >= 2 * DAY) return `${figure(ms / DAY)} d`;
  return ms >= 2 * HOUR ? `${figure(ms / HOUR)} h` : `${figure(ms / MINUTE)} min`;
}

/** A scope in words: `everywhere`, `region west`. */
export const place = (scope: Scope): string =>
  scope.includes('all')
    ? 'everywhere'
    : scope.map((word) => word.replace('segment.', '').replace('=', ' ')).join(', ');

/** Where a scope is, in words: `everywhere`, `in region west`. */
export const where = (scope: Scope): string => (scope.includes('all') ? 'everywhere' : `in ${place(scope)}`);

/** Whether a scope names regions, and not all of them. */
export const isRegional = (scope: Scope): boolean => scope.some((word) => word.startsWith('region='));

/** A text with a capital letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
