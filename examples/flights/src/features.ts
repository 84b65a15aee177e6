import type { Region } from './airports.js';
import type { Flights } from './read-flights.js';
import type { TrailingRates } from './trailing-rates.js';

/** The model's inputs in the order of the contract, of its training files and of the columns of its ONNX graph. */
export const FEATURES = [
  'hour',
  'distance',
  'origin_late_rate',
  'destination_late_rate',
  'origin_longitude',
] as const;

/** Name of one input. */
export type Feature = (typeof FEATURES)[number];

/** Inputs of one flight; null is missing. */
export type FeatureValues = Record<Feature, number | null>;

const HOUR = 3_600_000;

/** Hour of the day (0 … 23) in local wall time. */
export const hourOf = (time: number): number => Math.floor(time / HOUR) % 24;

/** What is known of a flight at push-back, as 32-bit numbers, which is how they are stored and scored. */
export function featuresOf(flights: Flights, rates: TrailingRates, row: number): Record<Feature, number> {
  return {
    hour: hourOf(flights.departure[row]!),
    distance: flights.distance[row]!,
    origin_late_rate: rates.origin[row]!,
    destination_late_rate: rates.destination[row]!,
    origin_longitude: Math.fround(flights.airports[flights.origin[row]!]!.longitude),
  };
}

/** Region of the airport a flight leaves from: the contract's segment. */
export const regionOfRow = (flights: Flights, row: number): Region =>
  flights.airports[flights.origin[row]!]!.region;

/** A flight's id: its row number as the last digits of a version 8 UUID, so that a person can find it in the file. */
export const predictionId = (row: number): string =>
  `00000000-0000-8000-8000-${row.toString().padStart(12, '0')}`;
