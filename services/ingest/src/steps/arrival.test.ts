import { describe, expect, it } from '@jest/globals';
import type { InboundRecord } from '@checkride/messaging/records';
import { arrivalOf, isRedelivered, passClock, passRecord, takenPartition } from './arrival.js';
import type { PartitionState } from './arrival.js';

const record = (offset: number, timestamp: number, stampedByBroker: boolean): InboundRecord => ({
  topic: 't',
  partition: 0,
  offset,
  timestamp,
  key: null,
  value: null,
  headers: {},
  stampedByBroker,
});
const fresh = (): PartitionState => takenPartition('t', 0, undefined, 0);
const arrive = (state: PartitionState, one: InboundRecord, replay = false, now = 10_000): number => {
  const at = arrivalOf(state, one, replay, now);
  passRecord(state, at, replay);
  return at;
};

describe('arrival time', () => {
  it("is the broker's stamp, whatever our clock says", () => {
    expect(arrive(fresh(), record(0, 99_000, true))).toBe(99_000);
  });

  it("is the running maximum of a writer's stamps, at most now", () => {
    const state = fresh();
    const stamps = [100, 50, 300, 299, 20_000, 400];
    expect(stamps.map((stamp, offset) => arrive(state, record(offset, stamp, false)))).toEqual([
      100, 100, 300, 300, 10_000, 10_000,
    ]);
  });

  it('is never before a promise for offsets it covers, and as it was for those before', () => {
    const state = takenPartition('t', 0, { next_offset: 10, frontier: 500 }, 0);
    expect(arrive(state, record(9, 100, true))).toBe(100);
    expect(arrive(state, record(10, 100, true))).toBe(500);
  });

  it('is the stamp as it is on the replay clock, and never before the last clock record', () => {
    const state = fresh();
    expect(arrive(state, record(0, 300, false), true)).toBe(300);
    expect(arrive(state, record(1, 200, false), true)).toBe(200);
    passClock(state, record(2, 400, false), 400);
    expect(arrive(state, record(3, 350, false), true)).toBe(400);
    expect(state.reached).toBe(400);
  });

  it('moves the frontier by clock records only on the replay clock, and never back', () => {
    const state = fresh();
    arrive(state, record(0, 900, false), true);
    expect(state.reached).toBe(0);
    passClock(state, record(1, 400, false), 400);
    passClock(state, record(2, 300, false), 300);
    expect(state.reached).toBe(400);
  });
});

describe('a record read again', () => {
  it("is left out when a promise covers it and its stamp is the writer's", () => {
    const state = takenPartition('t', 0, { next_offset: 10, frontier: 500 }, 0);
    expect(isRedelivered(state, record(9, 1, false))).toBe(true);
    expect(isRedelivered(state, record(10, 1, false))).toBe(false);
    expect(isRedelivered(state, record(9, 1, true))).toBe(false);
  });
});
