import { hourOf } from './features.js';
import type { Flights } from './read-flights.js';
import type { Story } from './story.js';

/** Minutes behind schedule from which a flight counts as late: more than 15, the usual measure in the United States. */
const LATE_MINUTES = 15;

/** 1 for every late flight of a world with the story's changes in it; chance is a hash of the row number. */
export function lateFlights(flights: Flights, story: Pick<Story, 'injections'>): Uint8Array {
  const late = Uint8Array.from(flights.delay, (minutes) => (minutes > LATE_MINUTES ? 1 : 0));
  for (const change of story.injections) {
    if (change.kind !== 'late' || !change.active) continue;
    const until = Date.parse(change.until);
    for (let row = firstRowAt(flights, Date.parse(change.from)); row < flights.count; row++) {
      const time = flights.departure[row]!;
      if (time >= until) break;
      if (hourOf(time) < change.before_hour && chance(row) < change.share) late[row] = 1;
    }
  }
  return late;
}

/** Spans of event time (ms) in which the distance is missing from every request. */
export function missingDistances(
  story: Pick<Story, 'injections'>,
): (readonly [from: number, until: number])[] {
  return story.injections.flatMap((change) =>
    change.kind === 'missing' && change.active
      ? [[Date.parse(change.from), Date.parse(change.until)] as const]
      : [],
  );
}

/** First row that left at or after a time (ms). */
export function firstRowAt(flights: Flights, time: number): number {
  let [low, high] = [0, flights.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (flights.departure[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A number in [0, 1) that depends on the row alone (the finalizer of MurmurHash3). */
function chance(row: number): number {
  let mixed = (row + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
