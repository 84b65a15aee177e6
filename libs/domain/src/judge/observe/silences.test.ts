import { describe, expect, it } from '@jest/globals';
import { EPOCH, testContract } from '../testing/contract.js';
import { serving } from '../testing/report.js';
import { leastSilence, observeRhythms, type Rhythms } from './silences.js';
import { observeTraffic, TRAFFIC_START, type TrafficState } from './traffic.js';

const BASE = 300_000;
const contract = testContract({ windows: { ...testContract().windows, base_ms: BASE } });
interface Heard {
  readonly traffic: TrafficState;
  readonly rhythms: Rhythms;
  /** Windows in which a silence meant something. */
  readonly alarms: readonly number[];
}

/** Plays windows of five minutes with so many rows in the only region. */
function hear(windows: number, rowsIn: (index: number) => number): Heard {
  let heard: Heard = { traffic: TRAFFIC_START, rhythms: {}, alarms: [] };
  for (let index = 0; index < windows; index += 1) {
    const n = rowsIn(index);
    const cells = n === 0 ? [] : [serving({ region: 'west', n })];
    const rhythms = observeRhythms(heard.rhythms, heard.traffic, cells);
    const traffic = observeTraffic(heard.traffic, cells, contract, EPOCH + index * BASE, false);
    const least = leastSilence(rhythms, 'west');
    const isOverdue = least !== null && (traffic.silent['west'] ?? 0) >= least;
    heard = { traffic, rhythms, alarms: isOverdue ? [...heard.alarms, index] : heard.alarms };
  }
  return heard;
}

describe('a silence', () => {
  it('means nothing of a producer that delivers by the hour, unless it misses an hour', () => {
    const hourly = (index: number): number => (index % 12 === 1 ? 2_400 : 0);
    expect(hear(12 * 48, hourly).alarms).toEqual([]);
    // Heard at window 565 last, due at 577: eleven silent windows are usual, three more are not.
    expect(hear(12 * 48, (index) => (index >= 566 ? 0 : hourly(index))).alarms).toEqual([]);
    const missed = hear(12 * 50, (index) => (index >= 566 ? 0 : hourly(index)));
    expect(missed.alarms[0]).toBe(565 + 11 + 3);
  });

  it('means something after three windows of a stream that is always there', () => {
    expect(hear(300, (index) => (index < 200 ? 100 : 0)).alarms[0]).toBe(202);
  });

  it('is not usual for having happened once', () => {
    const outage = (index: number): number => ((index >= 200 && index < 260) || index >= 290 ? 0 : 100);
    expect(hear(300, outage).alarms).toContain(292);
  });
});
