import type { Flights } from './read-flights.js';

const MINUTE = 60_000;
/** After this long without a landing an airport's record counts half. */
const HALF_LIFE_MINUTES = 150;
/** How many flights' worth of the national share stands behind each airport's own. */
const PRIOR_FLIGHTS = 5;
/** The national share before anything landed: of all flights of the half year, one in five left late. */
const FIRST_SHARE = 0.2;
const GROUND_MINUTES = 30;
const MILES_A_MINUTE = 7.5;

/** What was known of the airports at both ends when each flight left, by row. */
export interface TrailingRates {
  readonly origin: Float32Array;
  readonly destination: Float32Array;
}

/** When it is known whether a flight was late (ms): its landing, estimated because the data hold no arrivals. */
export const landingOf = (departure: number, miles: number): number =>
  departure + minutesAloft(miles) * MINUTE;

const minutesAloft = (miles: number): number => Math.ceil(GROUND_MINUTES + miles / MILES_A_MINUTE);

/**
 * Share of late flights among those that landed at an airport (the machines that fly on from there), decayed and
 * shrunk towards the national share, as known when each flight leaves. One pass without look-ahead: a flight waits
 * under the minute of its landing, and before one is answered all landings up to its departure are folded.
 */
export function trailingRates(flights: Flights, late: Uint8Array): TrailingRates {
  const { count, departure, distance } = flights;
  const rates = { origin: new Float32Array(count), destination: new Float32Array(count) };
  const airports = Array.from(flights.airports, () => new DecayedShare());
  const nation = new DecayedShare();
  const aloft = new Landings(count);
  let folded = (departure[0] ?? 0) / MINUTE;

  for (let row = 0; row < count; row++) {
    const now = departure[row]! / MINUTE;
    while (folded < now) {
      folded += 1;
      for (let landed = aloft.take(folded); landed >= 0; landed = aloft.after(landed)) {
        airports[flights.destination[landed]!]!.add(folded, late[landed]!);
        nation.add(folded, late[landed]!);
      }
    }
    const national = nation.share(now, 1, FIRST_SHARE);
    rates.origin[row] = airports[flights.origin[row]!]!.share(now, PRIOR_FLIGHTS, national);
    rates.destination[row] = airports[flights.destination[row]!]!.share(now, PRIOR_FLIGHTS, national);
    aloft.put(now + minutesAloft(distance[row]!), row);
  }
  return rates;
}

/** Flights by the minute of their landing: linked lists in a ring that is longer than any flight. */
class Landings {
  private static readonly MINUTES = 1024;
  private readonly heads = new Int32Array(Landings.MINUTES).fill(-1);
  private readonly next: Int32Array;

  constructor(flights: number) {
    this.next = new Int32Array(flights);
  }

  put(minute: number, row: number): void {
    const place = minute % Landings.MINUTES;
    this.next[row] = this.heads[place]!;
    this.heads[place] = row;
  }

  /** Empties a minute; answers its first flight or −1. */
  take(minute: number): number {
    const place = minute % Landings.MINUTES;
    const head = this.heads[place]!;
    this.heads[place] = -1;
    return head;
  }

  after(row: number): number {
    return this.next[row]!;
  }
}

/** Late flights and all flights, both halved every half-life. */
class DecayedShare {
  private late = 0;
  private all = 0;
  private minute = 0;

  add(minute: number, late: number): void {
    const kept = decay(minute - this.minute);
    this.late = this.late * kept + late;
    this.all = this.all * kept + 1;
    this.minute = minute;
  }

  share(minute: number, priorFlights: number, priorShare: number): number {
    const kept = decay(minute - this.minute);
    return (this.late * kept + priorFlights * priorShare) / (this.all * kept + priorFlights);
  }
}

const DECAY = Float64Array.from({ length: 4096 }, (_, minutes) => 2 ** (-minutes / HALF_LIFE_MINUTES));
const decay = (minutes: number): number => DECAY[minutes] ?? 0;
