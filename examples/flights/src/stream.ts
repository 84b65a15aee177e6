import { REGIONS, type Region } from './airports.js';
import { featuresOf, predictionId, regionOfRow, type FeatureValues } from './features.js';
import { firstRowAt, lateFlights, missingDistances } from './injected-world.js';
import type { Flights } from './read-flights.js';
import type { Story } from './story.js';
import { landingOf, trailingRates, type TrailingRates } from './trailing-rates.js';

const HOUR = 3_600_000;

/** A row to be scored, as serving takes it; time is ms. */
export interface ScoreRow {
  readonly id: string;
  readonly time: number;
  readonly segments: { readonly region: Region };
  readonly features: FeatureValues;
}

/** A label as it arrives: 1 for more than 15 minutes late; times are ms, `observed_at` is the estimated landing. */
export interface ArrivingLabel {
  readonly prediction_id: string;
  readonly predicted_at: number;
  readonly value: 0 | 1;
  readonly observed_at: number;
}

/** One hour of the replay: flights that leave in it and labels that arrive in it, each in order of time. */
export interface SimulatedHour {
  readonly start: number;
  readonly end: number;
  readonly rows: readonly ScoreRow[];
  readonly labels: readonly ArrivingLabel[];
}

/** Flights with everything the story makes of them: which are late, and what was known of each when it left. */
export interface World {
  readonly flights: Flights;
  readonly late: Uint8Array;
  readonly rates: TrailingRates;
}

/**
 * Applies a story to the flights. What counts as late is a matter of labels: the airports' rates go on as they were, so
 * that only the relation changes; inputs that stepped too would be suspect, and rightly so.
 * The flights must begin on 1 January, so that the rates know what came before.
 */
export function createWorld(flights: Flights, story: Pick<Story, 'injections'>): World {
  const late = lateFlights(flights, story);
  return { flights, late, rates: trailingRates(flights, lateFlights(flights, { injections: [] })) };
}

/** The hours from the story's `from` to its `until`; the same story gives the same hours, rows and labels. */
export function* simulatedHours(
  { flights, late, rates }: World,
  story: Pick<Story, 'from' | 'until' | 'one_in' | 'injections'>,
): Generator<SimulatedHour> {
  const until = Date.parse(story.until);
  const missing = missingDistances(story);
  const due = new Map<number, number[]>();
  let row = firstRowAt(flights, Date.parse(story.from));

  for (let start = Date.parse(story.from); start < until; start += HOUR) {
    const end = start + HOUR;
    const rows: ScoreRow[] = [];
    for (; row < flights.count && flights.departure[row]! < end; row++) {
      if (row % story.one_in !== 0) continue;
      const time = flights.departure[row]!;
      const blind = missing.some(([from, to]) => time >= from && time < to);
      const features = featuresOf(flights, rates, row);
      rows.push({
        id: predictionId(row),
        time,
        segments: { region: regionOfRow(flights, row) },
        features: blind ? { ...features, distance: null } : features,
      });
      const landing = Math.floor(landingOf(time, flights.distance[row]!) / HOUR) * HOUR;
      const waiting = due.get(landing);
      if (waiting) waiting.push(row);
      else due.set(landing, [row]);
    }
    const landed = due.get(start) ?? [];
    due.delete(start);
    yield { start, end, rows, labels: landed.map(labelOf).sort((a, b) => a.observed_at - b.observed_at) };
  }

  function labelOf(landedRow: number): ArrivingLabel {
    const departure = flights.departure[landedRow]!;
    return {
      prediction_id: predictionId(landedRow),
      predicted_at: departure,
      value: late[landedRow] === 1 ? 1 : 0,
      observed_at: landingOf(departure, flights.distance[landedRow]!),
    };
  }
}

/** Flights by region, in the order of REGIONS. */
export function countRegions(flights: Flights): number[] {
  const counts = REGIONS.map(() => 0);
  for (let row = 0; row < flights.count; row++) counts[REGIONS.indexOf(regionOfRow(flights, row))]! += 1;
  return counts;
}
