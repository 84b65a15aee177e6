import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFlights, type Flights } from './read-flights.js';

describe('the flights of the data set', () => {
  let flights: Flights;
  beforeAll(async () => {
    flights = await readFlights({ until: '2001-01-03' });
  });

  it('are those before the date asked for', () => {
    expect(new Date(flights.departure[0]!).toISOString()).toBe('2001-01-01T00:01:00.000Z');
    expect(flights.departure.at(-1)).toBeLessThan(Date.parse('2001-01-03T00:00:00Z'));
    expect(flights.departure.at(-1)).toBeGreaterThan(Date.parse('2001-01-02T23:00:00Z'));
  });

  it('come in the order of the file, which is that of departure', () => {
    const inOrder = flights.departure.every((time, row) => row === 0 || time >= flights.departure[row - 1]!);
    expect(inOrder).toBe(true);
  });

  it('number about 16.9 thousand a day, of which a New Year leaves more than the usual fifth late', () => {
    expect(flights.count / 2).toBeGreaterThan(14_000);
    expect(flights.count / 2).toBeLessThan(19_000);
    const late = flights.delay.filter((minutes) => minutes > 15).length / flights.count;
    expect(late).toBeGreaterThan(0.2);
    expect(late).toBeLessThan(0.4);
  });

  it('have airports with distances that fit between them', () => {
    // Los Angeles – New York Kennedy is 2475 miles in every timetable.
    const route = Array.from({ length: flights.count }, (_, row) => row).find(
      (row) =>
        flights.airports[flights.origin[row]!]?.code === 'LAX' &&
        flights.airports[flights.destination[row]!]?.code === 'JFK',
    );
    expect(flights.distance[route!]).toBe(2475);
  });
});
