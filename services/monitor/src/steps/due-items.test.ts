import { describe, expect, test } from '@jest/globals';
import type { ModelContract } from '@checkride/domain/contract/contract';
import { dueWindow } from '@checkride/domain/window';
import { driftRanges, dueIn, dueItems, HOUR_MS, maturedUntil } from './due-items.js';

const contract = (over: { base: number; clock: 'live' | 'replay'; mature?: number }): ModelContract =>
  ({
    source: { clock: over.clock, lag: 24 },
    kpis: [],
    randomised_by: null,
    windows: { base_ms: over.base, lateness_ms: over.clock === 'live' ? 5_000 : 0, drift_ms: HOUR_MS },
    labels: over.mature === undefined ? null : { mature_after_ms: over.mature, batch_ms: HOUR_MS },
  }) as unknown as ModelContract;
const at = (text: string): number => Date.parse(`2026-03-01T${text}Z`);

describe('due items', () => {
  test('are exactly those whose due window, item by item, lies among the closing windows', () => {
    const [base, lateness, lag, period] = [300_000, 5_000, 120_000, HOUR_MS];
    for (let from = at('00:00'); from < at('06:00'); from += base) {
      const range = dueItems([from, from + base], lateness + lag, period, 0);
      const ends = Array.from({ length: 12 }, (_, hour) => at('00:00') + hour * period).filter(
        (end) => dueWindow(end, lateness, lag, base) === from,
      );
      expect(range === null ? [] : [range[1]]).toEqual(ends);
    }
  });

  test('of the hour 12:00 with 5 s lateness come with the minute that ends at 13:03, 2 min slow lag later', () => {
    const minute = (text: string) =>
      dueIn(contract({ base: 60_000, clock: 'live' }), [at(text), at(text) + 60_000], at('00:00')).features;
    expect(minute('13:01')).toBeNull();
    expect(minute('13:02')).toEqual([at('12:00'), at('13:00')]);
    expect(minute('13:03')).toBeNull();
  });

  test('on the replay clock wait one window, and a batch of windows gets its items as one range', () => {
    const hourly = contract({ base: HOUR_MS, clock: 'replay', mature: 12 * HOUR_MS });
    const due = dueIn(hourly, [at('13:00'), at('16:00')], at('00:00'));
    expect(due.features).toEqual([at('12:00'), at('15:00')]);
    expect(due.cohorts).toEqual([at('00:00'), at('03:00')]);
  });

  test('never reach back before the first window', () => {
    const hourly = contract({ base: HOUR_MS, clock: 'replay', mature: 12 * HOUR_MS });
    expect(dueIn(hourly, [at('13:00'), at('14:00')], at('01:00')).cohorts).toBeNull();
    expect(maturedUntil(hourly, [at('13:00'), at('14:00')], at('01:00'))).toBeNull();
    expect(maturedUntil(hourly, [at('14:00'), at('15:00')], at('01:00'))).toBe(at('02:00'));
  });
});

describe('what a drift window is held against', () => {
  const of = (drift: number) =>
    ({ windows: { base_ms: 60_000, drift_ms: drift } }) as unknown as ModelContract;
  const hours = (ranges: readonly (readonly [number, number])[]) =>
    ranges.map(([from, until]) => [from / HOUR_MS, until / HOUR_MS]);

  test('is one range where the windows before it reach back a day', () => {
    expect(hours(driftRanges(of(HOUR_MS), [100 * HOUR_MS, 101 * HOUR_MS]))).toEqual([[76, 101]]);
    expect(hours(driftRanges(of(24 * HOUR_MS), [960 * HOUR_MS, 984 * HOUR_MS]))).toEqual([[384, 984]]);
  });

  test('is the windows before it and the same hours of yesterday where they do not', () => {
    const quarter = HOUR_MS / 4;
    expect(hours(driftRanges(of(quarter), [100 * HOUR_MS, 100 * HOUR_MS + quarter]))).toEqual([
      [76, 76.25],
      [94, 100.25],
    ]);
  });

  test('begins with time itself, and knows no yesterday where windows and days do not align', () => {
    expect(hours(driftRanges(of(HOUR_MS), [2 * HOUR_MS, 3 * HOUR_MS]))).toEqual([[0, 3]]);
    expect(hours(driftRanges(of(7 * HOUR_MS), [700 * HOUR_MS, 707 * HOUR_MS]))).toEqual([[532, 707]]);
  });
});
