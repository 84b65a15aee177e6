import { expect, test } from '@jest/globals';
import { leadingContrast, type ContrastStream } from '@checkride/domain/judge/observe/contrasts';
import { ALL_UNITS, streamWeight } from '@checkride/domain/judge/observe/stream-plan';
import { LOG_ZERO } from '@checkride/statistics/numerics/fixed';
import { logSumExp } from '@checkride/statistics/numerics/log-sum-exp';
import { spawningLogEvidence } from '@checkride/statistics/contrast/spawning';
import { tell } from './form.js';
import { startedRelease } from './release-run.js';

/**
 * Two streams on clocks of their own bet on the same two fair coins: errors see the first coin early and the second
 * late, losses the second early and the first late. Each alone is a martingale from 1: 2 after its first win, 4 after
 * both (it bets that exactly one coin falls heads). Values of (errors, losses) step by step.
 */
function path(first: boolean, second: boolean): [number, number][] {
  const errors = [1, first ? 2 : 0, first && !second ? 4 : 0];
  const losses = [1, second ? 2 : 0, second && !first ? 4 : 0];
  return [0, 1, 2].map((step) => [errors[step] ?? 0, losses[step] ?? 0]);
}

const FLIPS = [true, false].flatMap((first) => [true, false].map((second) => path(first, second)));
const METRICS = ['error', 'matured_loss'] as const;

const stream = (value: number): ContrastStream => ({
  windows: 1,
  logs: Array<number>(7).fill(value === 0 ? LOG_ZERO : Math.log(value)),
  units: [0, 0, 0, 0],
});

const releaseAt = ([errors, losses]: [number, number]) => ({
  ...startedRelease(),
  by_request: true,
  contrasts: { 'error|all|1': stream(errors), 'matured_loss|all|1': stream(losses) },
});

/** Weight that either stream has; both together are what is promised to be spent. */
const weight = streamWeight(startedRelease().plan, 'error', ALL_UNITS);
/** Level at which the union bound promises at most one path in two: P(a stream ever reaches 4) ≤ 1/4. */
const LEVEL = Math.log(weight * 4);
const PROMISED = 0.5;

test('“streams on clocks of their own”: by maximum at most what is promised, by a sum more (exact, all four paths)', () => {
  const crosses = (merge: (values: [number, number]) => number): number =>
    FLIPS.filter((steps) => steps.some((values) => merge(values) >= LEVEL - 1e-9)).length / FLIPS.length;

  const maximum = crosses((values) => leadingContrast(releaseAt(values))?.logEvidence ?? LOG_ZERO);
  const sum = crosses((values) => {
    const { contrasts } = releaseAt(values);
    return logSumExp(
      METRICS.map((metric) => Math.log(weight) + spawningLogEvidence(contrasts[`${metric}|all|1`])),
    );
  });

  tell({
    guarantee: 'mutant',
    check: 'sum instead of maximum across clocks: streams on clocks of their own',
    measured: `${sum} by a sum, ${maximum} by the maximum`,
    bound: `promised ${PROMISED}, exact`,
  });
  expect(maximum).toBeLessThanOrEqual(PROMISED);
  expect(sum).toBeGreaterThan(PROMISED);
});
