import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseContract } from '@checkride/domain/contract/parse-contract';
import type { RouteRecord } from '@checkride/domain/release';
import { routeRows } from './route-rows.js';

const parsed = parseContract({ model: 'm', segments: ['region'], features: { x: { type: 'number' } } });
if ('problems' in parsed) throw new Error('contract');
const { contract } = parsed;

const route = (more: Partial<RouteRecord>): RouteRecord => ({
  model: 'm',
  revision: 4,
  release: 'r',
  release_epoch: 2,
  roles: { v1: 'control', v2: 'candidate' },
  shares: { '*': { v1: 0.9, v2: 0.1 } },
  shadow: [],
  artifacts: {},
  step: 0,
  randomised_by: 'request',
  decided_at: 0,
  ...more,
});
const rows = (count: number, region = 'east', unit?: string) =>
  Array.from({ length: count }, (_, row) => ({
    id: `row-${row}`,
    unit,
    segments: { region },
    features: { x: 1 },
  }));
const countOf = (groups: ReturnType<typeof routeRows>, version: string): number =>
  groups.find((group) => group.version === version && group.arm === 'live')?.positions.length ?? 0;

describe('rows under a route', () => {
  test('reach the candidate with its share: 1 000 of 10 000 within four standard deviations (30)', () => {
    expect(Math.abs(countOf(routeRows(route({}), contract, rows(10_000)), 'v2') - 1_000)).toBeLessThan(
      4 * 30,
    );
  });

  test('of one unit all reach the same version when units are randomised', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (unit) => {
        expect(routeRows(route({ randomised_by: 'unit' }), contract, rows(20, 'east', unit))).toHaveLength(1);
      }),
    );
  });

  test('stay with who had them when the share grows: nobody goes back', () => {
    const before = new Set(
      routeRows(route({}), contract, rows(5_000)).find(({ version }) => version === 'v2')?.positions,
    );
    const after = new Set(
      routeRows(route({ shares: { '*': { v1: 0.5, v2: 0.5 } } }), contract, rows(5_000)).find(
        ({ version }) => version === 'v2',
      )?.positions,
    );
    expect([...before].filter((position) => !after.has(position))).toEqual([]);
  });

  test('follow the shares of their own region', () => {
    const regional = route({ shares: { '*': { v1: 1 }, west: { v2: 1 } } });
    expect(countOf(routeRows(regional, contract, rows(10, 'west')), 'v2')).toBe(10);
    expect(countOf(routeRows(regional, contract, rows(10, 'east')), 'v1')).toBe(10);
  });

  test('are all answered by a shadow version too, beside', () => {
    const groups = routeRows(route({ shadow: ['v3'] }), contract, rows(7));
    expect(groups.filter(({ arm }) => arm === 'shadow')).toEqual([
      { version: 'v3', arm: 'shadow', positions: [0, 1, 2, 3, 4, 5, 6] },
    ]);
  });
});
