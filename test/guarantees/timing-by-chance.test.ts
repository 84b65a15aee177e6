import { expect, test } from '@jest/globals';
import { isOn } from '@checkride/domain/judge/alarm';
import type { OwnChange } from '@checkride/domain/judge/observe/ledger';
import { observeTiming, watchOf, type TimingState } from '@checkride/domain/judge/observe/timing';
import { EPOCH, testContract } from '@checkride/domain/judge/testing/contract';
import { serving } from '@checkride/domain/judge/testing/report';
import type { ServingCell } from '@checkride/domain/report/cells';
import { createDraws, type Draws } from '../support/draws.js';
import { LONG, tell, TIME_LIMIT } from './form.js';

const MINUTE = 60_000;
const CONTRACT = testContract({ windows: { ...testContract().windows, base_ms: MINUTE } });
const REGIONS = ['east', 'west'];
const OBJECTIVE = 0.01;
const OBJECTIVES = { error: OBJECTIVE, timeout: OBJECTIVE, latency: OBJECTIVE };
/** Rows a minute by region: few enough that one failure is a leap. */
const ROWS = { east: 60, west: 15 } as const;

const CHANGES = LONG ? 1500 : 300;
/** scipy 1.17.1: binom.sf(5, 1500, .001) = .0044, binom.sf(2, 300, .001) = .0036. */
const TOO_MANY = LONG ? 6 : 3;

const CHANGE: OwnChange = { id: 'c', kind: 'complete', at: EPOCH, scope: ['all'], summary: 'complete v2' };

/** A minute in which every share is, in the mean, what its objective still allows; failures come `together` at a time. */
const minute = (draws: Draws, rate: number, together: number): ServingCell[] =>
  (['candidate', 'control'] as const).flatMap((role) =>
    (['east', 'west'] as const).map((region) => {
      const n = ROWS[region];
      const beyond = (): number => together * draws.binomial(Math.floor(n / together), rate);
      return serving({ role, region, n, errors: beyond(), timeouts: beyond(), slow: beyond() });
    }),
  );

/** Whether any fresh detector alarms within a change's watch. */
function alarms(seed: number, rate: number, together: number): boolean {
  const draws = createDraws(seed);
  const { windows } = watchOf(CONTRACT, REGIONS.length);
  let timing: TimingState | null = null;
  for (let window = 0; window < windows; window++) {
    timing = observeTiming(timing, [CHANGE], {
      serving: minute(draws, rate, together),
      contract: CONTRACT,
      objectives: OBJECTIVES,
      regions: REGIONS.length,
      from: EPOCH + window * MINUTE,
    });
    if (timing && Object.values(timing.alarms).some(isOn)) return true;
  }
  return false;
}

const seedsOf = (count: number): number[] => Array.from({ length: count }, (_, i) => 271 * (i + 1));

test.each([
  ['alone', 1],
  ['five at a time', 5],
])(
  'failures that come %s, as often as allowed: at most one change in a thousand is blamed by chance',
  (how, together) => {
    const blamed = seedsOf(CHANGES).filter((seed) => alarms(seed, OBJECTIVE, together)).length;
    tell({
      guarantee: 'G1t',
      check: `failures ${how}, as often as the objective allows`,
      measured: `${blamed} of ${CHANGES} changes blamed`,
      bound: `fewer than ${TOO_MANY} (.1 % promised)`,
    });
    expect(blamed).toBeLessThan(TOO_MANY);
  },
  TIME_LIMIT,
);

test('a change after which a fifth fails is blamed', () => {
  expect(seedsOf(20).filter((seed) => alarms(seed, 0.2, 1))).toHaveLength(20);
});
