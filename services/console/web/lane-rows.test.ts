import { describe, expect, test } from '@jest/globals';
import { laneRows } from './lane-rows.js';

describe('marks on a lane', () => {
  test('stay in one row while they have room', () => {
    const places = laneRows([{ at: 0, width: 50 }, { at: 100, width: 50 }], 400); // prettier-ignore
    expect(places).toEqual([
      { left: 0, row: 0 },
      { left: 100, row: 0 },
    ]);
  });

  test('go below what they would cover, and come up again after it', () => {
    const rows = laneRows([0, 10, 20, 60].map((at) => ({ at, width: 50 })), 400).map(({ row }) => row); // prettier-ignore
    expect(rows).toEqual([0, 1, 2, 0]);
  });

  test('are moved in where the lane ends, also on a lane narrower than they are', () => {
    expect(laneRows([{ at: 390, width: 80 }], 400)).toEqual([{ left: 320, row: 0 }]);
    expect(laneRows([{ at: 20, width: 80 }], 40)).toEqual([{ left: 0, row: 0 }]);
  });
});
