import { readFileSync } from 'node:fs';
import { dataFile } from './data-file.js';

/** The five regions of the example, by the longitude of the airport a flight leaves from. */
export const REGIONS = ['east', 'central', 'mountain', 'west', 'overseas'] as const;

/** One of the five regions. */
export type Region = (typeof REGIONS)[number];

/** An airport as the data set names it; the longitude is in degrees, negative in the Americas. */
export interface Airport {
  readonly code: string;
  readonly longitude: number;
  readonly region: Region;
}

/** Longitudes (degrees) at which the next region begins, going west. */
export const WESTERN_EDGES = { east: -82, central: -98, mountain: -115, west: -130 } as const;

/** Region of a longitude: Alaska, Hawaii and the islands beyond the date line are overseas, the Caribbean is east. */
export function regionOf(longitude: number): Region {
  if (longitude > 0) return 'overseas';
  for (const region of ['east', 'central', 'mountain', 'west'] as const) {
    if (longitude > WESTERN_EDGES[region]) return region;
  }
  return 'overseas';
}

/** All airports of the package's `airports.csv`, by their three-letter code. */
export function readAirports(): Map<string, Airport> {
  const lines = readFileSync(dataFile('airports.csv'), 'utf8').trim().split('\n').slice(1);
  return new Map(lines.map(airportOf).map((airport) => [airport.code, airport]));
}

function airportOf(line: string): Airport {
  // Quoted names hold commas; code and longitude, the first and the last column, do not.
  const cells = line.trim().split(',');
  const longitude = Number(cells.at(-1));
  return { code: cells[0] ?? '', longitude, region: regionOf(longitude) };
}
