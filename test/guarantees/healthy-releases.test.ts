import { describe, expect, test } from '@jest/globals';
import { ALONE_AT_MARGIN, FALSE_AT_MARGIN, FALSE_WHEN_EQUAL, RELEASES, tell, TIME_LIMIT } from './form.js';
import { PROCESSES, processNamed } from './process.js';
import { runRelease } from './release-run.js';

const seeds = Array.from({ length: RELEASES }, (_, i) => 1_000_003 * (i + 1));

describe.each(PROCESSES)('$name', (process) => {
  test(
    'equal versions are not rolled back',
    () => {
      const rolledBack = seeds.filter((seed) => runRelease(process, () => 1, seed).rolledBack).length;
      tell({
        guarantee: 'G1',
        check: `${process.name}, equal versions`,
        measured: `${rolledBack} of ${RELEASES} rolled back`,
        bound: `fewer than ${FALSE_WHEN_EQUAL}`,
      });
      expect(rolledBack).toBeLessThan(FALSE_WHEN_EQUAL);
    },
    TIME_LIMIT,
  );

  test(
    'a candidate at the margin of every metric is rolled back no more often than promised',
    () => {
      const runs = seeds.map((seed) => runRelease(process, (margin) => margin, seed));
      const rolledBack = runs.filter((run) => run.rolledBack).length;
      const alone = runs.filter((run) => run.aloneAlarmed).length;
      tell({
        guarantee: 'G1',
        check: `${process.name}, at the margin`,
        measured: `${rolledBack} of ${RELEASES} rolled back; one stream alone at α .05: ${alone}`,
        bound: `fewer than ${FALSE_AT_MARGIN}; ${ALONE_AT_MARGIN}`,
      });
      expect(rolledBack).toBeLessThan(FALSE_AT_MARGIN);
      expect(alone).toBeLessThan(ALONE_AT_MARGIN);
    },
    TIME_LIMIT,
  );
});

test('the same traffic with a candidate of threefold odds is rolled back: silence above is not deafness', () => {
  const runs = seeds.slice(0, 20).map((seed) => runRelease(processNamed('stationary'), () => 3, seed));
  expect(runs.filter(({ rolledBack }) => rolledBack)).toHaveLength(20);
});
