import { describe, expect, test } from '@jest/globals';
import { Random } from '../../incidents/traffic/random.js';
import type { Answer } from './answer.js';
import { FAULTS } from './faults.js';

const DAY = 1_440;
const TIMES = { release: 4 * DAY, minutes: 9 * DAY };
const N = 20_000;

const answer = (version: string, minute: number, late = true): Answer => ({
  minute,
  version,
  flight: { row: 0, time: 0, landing: 0, region: 'west', late, features: {} as never },
  features: { distance: 100 },
  status: 'ok',
});

const inject = (name: string) => FAULTS[name]!(new Random(1), TIMES);

describe('what is put into real flights', () => {
  test('a unit change of the candidate is in its inputs and in no other version’s', () => {
    const { fault } = inject('candidate-metres');
    const [candidate, control] = [answer('v2', TIMES.release), answer('v1', TIMES.release)];
    fault.inputs?.(candidate);
    fault.inputs?.(control);
    expect(candidate.features['distance']).toBeCloseTo(160_934.4, 6);
    expect(control.features['distance']).toBe(100);
  });

  test('a shared fault meets both versions while it lasts, and neither before nor after', () => {
    const { fault, onset, deadline } = inject('shared-metres');
    const met = [onset - 1, onset, deadline, deadline + 1].map((minute) =>
      ['v1', 'v2'].map((version) => {
        const one = answer(version, minute);
        fault.inputs?.(one);
        return one.features['distance'] !== 100;
      }),
    );
    expect(met).toEqual([
      [false, false],
      [true, true],
      [true, true],
      [false, false],
    ]);
    expect(onset).toBeGreaterThan(TIMES.release);
  });

  test('right answers of a wrong candidate are turned round, as often as odds two to four times as high ask', () => {
    const { fault } = inject('candidate-wrong');
    const turned = (version: string, score: number): number =>
      Array.from({ length: N }, () => fault.score!(answer(version, TIMES.release), score)).filter(
        (after) => after !== score,
      ).length / N;
    // From 18 % wrong, odds × 2 give 30.5 % and × 4 give 46.8 %: (.305 − .18)/.82 and (.468 − .18)/.82 of the right ones.
    expect(turned('v2', 0.9)).toBeGreaterThan(0.15);
    expect(turned('v2', 0.9)).toBeLessThan(0.35);
    expect(turned('v2', 0.1)).toBe(0);
    expect(turned('v1', 0.9)).toBe(0);
  });
});
