import { describe, expect, it } from '@jest/globals';
import { readAirports, regionOf } from './airports.js';

describe('regions', () => {
  const airports = readAirports();

  // Where these airports lie is common knowledge; the third is in the Caribbean, the last beyond the date line.
  it.each([
    ['JFK', 'east'],
    ['ATL', 'central'],
    ['SJU', 'east'],
    ['ORD', 'central'],
    ['DEN', 'mountain'],
    ['PHX', 'mountain'],
    ['LAX', 'west'],
    ['SEA', 'west'],
    ['ANC', 'overseas'],
    ['HNL', 'overseas'],
    ['SPN', 'overseas'],
  ])('puts %s in the %s', (code, region) => {
    expect(airports.get(code)?.region).toBe(region);
  });

  it('gives a longitude on an edge to the region west of it', () => {
    expect([-82, -98, -115, -130].map(regionOf)).toEqual(['central', 'mountain', 'west', 'overseas']);
  });

  it('reads the longitude of a name with commas in it', () => {
    expect(airports.get('BTR')?.longitude).toBeCloseTo(-91.14963444, 8);
  });
});
