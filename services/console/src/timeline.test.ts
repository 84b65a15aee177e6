import { describe, expect, test } from '@jest/globals';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { RouteRecord } from '@checkride/domain/release';
import { bucketFor, makeTimeline, shareSpans, toleranceOf } from './timeline.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const contract = {
  source: { clock: 'replay', lag: 24 },
  windows: { base_ms: HOUR },
  labels: { profile_days: 14 },
  gates: { monitor: { risk_tolerance: 0.25 } },
} as ModelContract;

const route = (revision: number, decidedAt: number, shares: Record<string, number>): RouteRecord =>
  ({
    revision,
    decided_at: decidedAt,
    shares: { '*': shares },
    roles: Object.fromEntries(
      Object.keys(shares).map((version) => [version, version === 'v2' ? 'candidate' : 'sole']),
    ),
  }) as unknown as RouteRecord;

describe('buckets of a time line', () => {
  test.each([
    ['the first hour of a live model', HOUR, MINUTE, MINUTE],
    ['six hours', 6 * HOUR, MINUTE, 5 * MINUTE],
    ['three days of hours', 3 * DAY, HOUR, HOUR],
    ['half a year', 180 * DAY, HOUR, 7 * DAY],
    ['ten years: the widest there is', 3650 * DAY, HOUR, 7 * DAY],
    ['an hour of a model with daily windows', HOUR, DAY, DAY],
  ])('%s', (_what, span, base, expected) => {
    expect(bucketFor(span, base)).toBe(expected);
  });
});

describe('traffic on the time line', () => {
  test('begins with the first window that acts on the route: 24 hours after the tick here', () => {
    const spans = shareSpans(contract, [
      route(2, 10 * DAY, { v1: 0.9, v2: 0.1 }),
      route(1, 0, { v1: 1 }),
      route(3, 12 * DAY, { v1: 1, v2: 0 }),
    ]);
    expect(spans).toEqual([
      { from: 0, until: 11 * DAY, version: 'v1', role: 'sole', share: 1 },
      { from: 11 * DAY, until: 13 * DAY, version: 'v1', role: 'sole', share: 0.9 },
      { from: 11 * DAY, until: 13 * DAY, version: 'v2', role: 'candidate', share: 0.1 },
      { from: 13 * DAY, until: null, version: 'v1', role: 'sole', share: 1 },
    ]);
  });

  test('goes on in one span while its share stays, whatever becomes of its role', () => {
    const spans = shareSpans(contract, [route(1, 0, { v2: 1 }), route(2, 5 * DAY, { v2: 1 })]);
    expect(spans).toEqual([{ from: 0, until: null, version: 'v2', role: 'candidate', share: 1 }]);
  });

  test('marks and spans outside the range are left out, a span that began before starts with it', () => {
    const line = makeTimeline({
      contract,
      range: { from: 12 * DAY, until: 14 * DAY, bucket: HOUR },
      tolerance: null,
      series: { traffic: [], risk: [], drift: [], kpis: [] },
      decisions: [{ at: DAY }, { at: 13 * DAY }] as never,
      ledger: [{ at: 20 * DAY }] as never,
      routes: [route(1, 0, { v1: 1 }), route(2, 9 * DAY, { v2: 1 })],
    });
    expect(line.decisions).toEqual([{ at: 13 * DAY }]);
    expect(line.ledger).toEqual([]);
    expect(line.shares).toEqual([
      { from: 12 * DAY, until: null, version: 'v2', role: 'candidate', share: 1 },
    ]);
  });
});

describe('the tolerance drawn', () => {
  const point = (day: number, role: string, labelled: number, risk: number) => ({
    at: day * DAY,
    version: 'v',
    role,
    labelled,
    positives: 0,
    risk,
  });

  test('is the labelled mean of the profile days, candidates left out, raised by the contract', () => {
    const risk = [
      point(0, 'sole', 100, 0.1),
      point(13, 'control', 300, 0.2),
      point(13, 'candidate', 900, 0.9),
      point(14, 'sole', 900, 0.9),
    ];
    // (100 × 0.1 + 300 × 0.2) / 400 = 0.175; a quarter more is 0.21875
    expect(toleranceOf(contract, risk, 0)).toEqual({ profile: 0.175, limit: 0.21875 });
  });

  test('is absent before anything has matured, and without labels', () => {
    expect(toleranceOf(contract, [], 0)).toBeNull();
    expect(toleranceOf({ ...contract, labels: null }, [point(0, 'sole', 1, 0.1)], 0)).toBeNull();
  });
});
