import { describe, expect, test } from '@jest/globals';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { closingWindows, contractInForce, isWorthwhile } from './close-windows.js';

const record = (version: number, effective_from = 0, base_ms = 60_000, lateness_ms = 5_000): ModelRecord =>
  ({
    contract_version: version,
    effective_from,
    contract: { windows: { base_ms, lateness_ms } },
  }) as ModelRecord;
const minute = (n: number): number => n * 60_000;

describe('windows close', () => {
  test('when the frontier has passed their end plus lateness, every one in order, none skipped', () => {
    const close = (frontier: number | undefined) =>
      closingWindows([{ model: 'm', records: [record(1)], next: minute(10), frontier }]).map(
        ({ windows }) => windows,
      );
    expect(close(undefined)).toEqual([]);
    expect(close(minute(11) + 4_999)).toEqual([]);
    expect(close(minute(11) + 5_000)).toEqual([[minute(10), minute(11)]]);
    expect(close(minute(14) + 5_000)).toEqual([[minute(10), minute(14)]]);
  });

  test('at most 60 in one statement, shared among the models that are behind', () => {
    const behind = (model: string) => ({ model, records: [record(1)], next: 0, frontier: minute(1_000) });
    expect(closingWindows([behind('a')])[0]?.windows).toEqual([0, minute(60)]);
    expect(closingWindows([behind('a'), behind('b')]).map(({ windows }) => windows[1])).toEqual([
      minute(30),
      minute(30),
    ]);
  });

  test('only up to the next contract, so that one plan counts them', () => {
    const records = [record(1), record(2, minute(13))];
    const model = { model: 'm', records, next: minute(10), frontier: minute(20) };
    expect(closingWindows([model])).toEqual([
      { model: 'm', record: records[0], windows: [minute(10), minute(13)] },
    ]);
    expect(closingWindows([{ ...model, next: minute(13) }])[0]?.record).toBe(records[1]);
  });

  test('under the contract written last among those in force', () => {
    const [first, second] = [record(1), record(1)];
    expect(contractInForce([first, second], 0)).toBe(second);
    expect(contractInForce([record(1, minute(5))], 0)).toBeUndefined();
  });

  test('of a replay a handful at a time only when no more come', () => {
    const closing = (clock: 'live' | 'replay', windows: number) => ({
      model: 'm',
      record: { contract: { source: { clock, lag: 24 }, windows: { base_ms: 60_000 } } } as ModelRecord,
      windows: [0, minute(windows)] as const,
    });
    expect(isWorthwhile(closing('live', 1))).toBe(true);
    expect(isWorthwhile(closing('replay', 5))).toBe(false);
    expect(isWorthwhile(closing('replay', 6))).toBe(true);
  });
});
