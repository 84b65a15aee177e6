import { describe, expect, it } from '@jest/globals';
import { phaseOf } from './phase.js';
import { utcMinute } from './utc.js';

describe('calendar', () => {
  // Expected: `date -u -d @seconds`, `TZ=America/New_York date -d @seconds` (GNU date).
  it.each([
    [978_307_200_000, '2001-01-01 00:00'],
    [983_404_799_999, '2001-02-28 23:59'],
    [1_078_012_800_000, '2004-02-29 00:00'],
    [-1, '1969-12-31 23:59'],
  ])('reads %d as %s', (ms, text) => {
    expect(utcMinute(ms)).toBe(text);
  });

  it('counts hours and weekends in the zone of the contract, summer time included', () => {
    expect(phaseOf(978_307_200_000, 'UTC')).toEqual({ day: 11_323, hour: 0, weekend: false });
    expect(phaseOf(978_307_200_000, 'America/New_York')).toEqual({ day: 11_322, hour: 19, weekend: true });
    expect(phaseOf(993_000_000_000, 'America/New_York')).toMatchObject({ hour: 21 });
  });
});
