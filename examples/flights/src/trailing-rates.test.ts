import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Airport } from './airports.js';
import type { Flights } from './read-flights.js';
import { landingOf, trailingRates } from './trailing-rates.js';

interface Leg {
  readonly minute: number;
  readonly miles: number;
  readonly from: number;
  readonly to: number;
  readonly late: 0 | 1;
}

const AIRPORTS: Airport[] = ['AAA', 'BBB', 'CCC'].map((code) => ({ code, longitude: -80, region: 'east' }));
const MORNING = Date.parse('2001-01-01T06:00:00Z');

const leg: fc.Arbitrary<Leg> = fc.record({
  minute: fc.integer({ min: 0, max: 900 }),
  miles: fc.integer({ min: 21, max: 4962 }),
  from: fc.integer({ min: 0, max: 2 }),
  to: fc.integer({ min: 0, max: 2 }),
  late: fc.constantFrom(0, 1),
});
const day = fc
  .array(leg, { minLength: 2, maxLength: 60 })
  .map((legs) => legs.sort((a, b) => a.minute - b.minute));

function ratesOf(legs: readonly Leg[]) {
  const flights: Flights = {
    count: legs.length,
    airports: AIRPORTS,
    departure: Float64Array.from(legs, ({ minute }) => MORNING + minute * 60_000),
    delay: new Int16Array(legs.length),
    distance: Uint16Array.from(legs, ({ miles }) => miles),
    origin: Uint16Array.from(legs, ({ from }) => from),
    destination: Uint16Array.from(legs, ({ to }) => to),
  };
  const { origin, destination } = trailingRates(
    flights,
    Uint8Array.from(legs, ({ late }) => late),
  );
  return legs.map((_, row) => [origin[row], destination[row]]);
}

describe('trailing rates', () => {
  it('do not change when later flights are taken away', () => {
    fc.assert(
      fc.property(day, fc.nat(), (legs, cut) => {
        const kept = 1 + (cut % legs.length);
        expect(ratesOf(legs.slice(0, kept))).toEqual(ratesOf(legs).slice(0, kept));
      }),
    );
  });

  it('do not know whether a flight was late before it has landed', () => {
    fc.assert(
      fc.property(day, fc.nat(), (legs, which) => {
        const changed = which % legs.length;
        const other = legs.map((old, row) =>
          row === changed ? { ...old, late: old.late === 1 ? (0 as const) : (1 as const) } : old,
        );
        const landing = landingOf(legs[changed]!.minute * 60_000, legs[changed]!.miles);
        const before = (_: unknown, row: number): boolean => legs[row]!.minute * 60_000 < landing;
        expect(ratesOf(other).filter(before)).toEqual(ratesOf(legs).filter(before));
      }),
    );
  });

  it('are 1/5 while nothing has landed', () => {
    expect(ratesOf([{ minute: 0, miles: 750, from: 0, to: 1, late: 1 }])).toEqual([
      [Math.fround(0.2), Math.fround(0.2)],
    ]);
  });

  it('weigh landings at the airport by age and shrink towards the nation', () => {
    // By hand: 750 miles take 30 + 100 minutes. 150 minutes (a half-life) after the landing one late flight weighs 1/2:
    // nation (0.5 + 0.2)/(0.5 + 1) = 7/15; its airport (0.5 + 5·7/15)/(0.5 + 5) = 17/33, the other one the nation's.
    const [, second] = ratesOf([
      { minute: 0, miles: 750, from: 0, to: 1, late: 1 },
      { minute: 130 + 150, miles: 750, from: 1, to: 2, late: 0 },
    ]);
    expect(second?.[0]).toBeCloseTo(17 / 33, 6);
    expect(second?.[1]).toBeCloseTo(7 / 15, 6);
  });
});
