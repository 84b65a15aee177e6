const DAY = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** Year, month and day (UTC) of a day counted from 1970-01-01; H. Hinnant, "chrono-compatible low-level date algorithms". */
function civilDate(day: number): { year: number; month: number; day: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

/** A moment as people read it, to the minute: `2001-02-19 06:00`, UTC. */
export function utcMinute(ms: number): string {
  const { year, month, day } = civilDate(Math.floor(ms / DAY));
  const minutes = Math.floor((ms - Math.floor(ms / DAY) * DAY) / 60_000);
  return `${year}-${two(month)}-${two(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A span as people read it, the day told once where it is the same: `2001-02-19 06:00 and 07:00`. */
export function utcSpan([from, until]: readonly [number, number], word: string): string {
  const [start, end] = [utcMinute(from), utcMinute(until)];
  return `${start} ${word} ${end.startsWith(start.slice(0, 10)) ? end.slice(11) : end}`;
}
