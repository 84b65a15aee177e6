/** Where a moment stands in the week of a zone: the calendar day (days since 1970), its hour, and weekday or weekend. */
export interface Phase {
  readonly day: number;
  readonly hour: number;
  readonly weekend: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

function offsetOf(ms: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const minute = Math.floor(ms / 60_000) * 60_000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(minute)) parts[type] = Number(value);
  const local = daysFromCivil(parts['year'] ?? 1970, parts['month'] ?? 1, parts['day'] ?? 1) * DAY;
  return local + (parts['hour'] ?? 0) * HOUR + (parts['minute'] ?? 0) * 60_000 - minute;
}

function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The phase of a moment (ms) in an IANA zone; the calendar is the only clock the profiles know (judge §3.2). */
export function phaseOf(ms: number, zone: string): Phase {
  const local = ms + offsetOf(ms, zone);
  const day = Math.floor(local / DAY);
  const weekday = (((day + 4) % 7) + 7) % 7;
  return { day, hour: Math.floor((local - day * DAY) / HOUR), weekend: weekday === 0 || weekday === 6 };
}
