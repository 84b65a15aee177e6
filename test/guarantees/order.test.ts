import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '@checkride/domain/canonical';
import type { Decision } from '@checkride/domain/judge/decision';
import { foldReport } from '@checkride/domain/judge/fold';
import { observeContrasts } from '@checkride/domain/judge/observe/contrasts';
import type { JudgeState } from '@checkride/domain/judge/state';
import { ClosedLoop } from '@checkride/domain/judge/testing/closed-loop';
import type { ContrastCell } from '@checkride/domain/report/cells';
import type { Report } from '@checkride/domain/report/report';
import { createDraws } from '../support/draws.js';
import { SimulatedTraffic } from './answers.js';
import { FirstExposures } from './first-exposures.js';
import { METRICS, processNamed, WINDOWS } from './process.js';
import { POLICY, startedRelease } from './release-run.js';

const HOURS = 24 * 6;

/** A life with two releases, one rolled back, and risk that rises. */
const story = (): ClosedLoop =>
  new ClosedLoop({
    releases: { 30: 'v2', 80: 'v3' },
    psi: (day) => (day > 3 ? 0.3 : 0.01),
    wrong: (version) => (version === 'v2' ? 0.4 : 0.2),
    loss: (_, __, hour) => (hour > 100 ? 0.25 : 0.15),
  }).run(HOURS);

interface Folded {
  state: JudgeState | undefined;
  readonly decisions: Decision[];
}

const deliver = (folded: Folded, report: Report): void => {
  const { state, decisions } = foldReport(folded.state, report);
  folded.state = state;
  folded.decisions.push(...decisions);
};

const restarted = (state: JudgeState | undefined): JudgeState | undefined =>
  state && (JSON.parse(canonicalJson(state)) as JudgeState);

describe('a model’s fold', () => {
  let reports: readonly Report[];
  let straight: string;

  beforeAll(() => {
    const loop = story();
    reports = loop.reports;
    straight = canonicalJson([loop.state, loop.decisions]);
    expect(new Set(loop.decisions.map(({ rule }) => rule)).size).toBeGreaterThan(2);
  });

  test('restarted before each record it comes to the same bytes', () => {
    const folded: Folded = { state: undefined, decisions: [] };
    for (const report of reports) {
      folded.state = restarted(folded.state);
      deliver(folded, JSON.parse(canonicalJson(report)) as Report);
    }
    expect(canonicalJson([folded.state, folded.decisions])).toBe(straight);
  });

  test('in batches split anywhere, what was not committed delivered again, it comes to the same bytes', () => {
    const cuts = fc.array(fc.record({ at: fc.nat(HOURS - 1), again: fc.nat(20) }), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (breaks) => {
        const folded: Folded = { state: undefined, decisions: [] };
        for (const [index, report] of reports.entries()) {
          deliver(folded, report);
          for (const { again } of breaks.filter(({ at }) => at === index)) {
            folded.state = restarted(folded.state);
            for (const old of reports.slice(Math.max(0, index - again), index + 1)) deliver(folded, old);
          }
        }
        expect(canonicalJson([folded.state, folded.decisions])).toBe(straight);
      }),
      { numRuns: 6 },
    );
  });

  test('with the contrasts of its reports in any order it comes to the same bytes', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const folded: Folded = { state: undefined, decisions: [] };
        for (const report of reports)
          deliver(folded, { ...report, contrasts: shuffled(report.contrasts, seed) });
        expect(canonicalJson([folded.state, folded.decisions])).toBe(straight);
      }),
      { numRuns: 4 },
    );
  });
});

/** The same values in an order drawn from a seed. */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  const draws = createDraws(seed);
  return values
    .map((value) => ({ value, at: draws.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

test('streams that are independent may be told in any order: only the order inside each counts', () => {
  const process = processNamed('seasonal');
  const even = METRICS.map(() => 1);
  const traffic = new SimulatedTraffic(process, createDraws(5), even, even);
  const exposures = new FirstExposures(process.units, null);
  const byMetric = METRICS.map((): ContrastCell[][] => []);
  for (let window = 0; window < WINDOWS; window++)
    for (const [metric, { cells }] of exposures.count(window, traffic.window(window)).entries())
      byMetric[metric]?.push([...cells]);
  const told = (order: readonly number[]): string => {
    const queues = byMetric.map((windows) => [...windows]);
    const release = order.reduce(
      (state, metric) => observeContrasts(state, queues[metric]?.shift() ?? [], POLICY.contract),
      startedRelease(),
    );
    return canonicalJson(release);
  };
  const inTurns = byMetric.flatMap((windows, metric) => windows.map(() => metric));
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(told(shuffled(inTurns, seed))).toBe(told(inTurns));
    }),
    { numRuns: 10 },
  );
});
