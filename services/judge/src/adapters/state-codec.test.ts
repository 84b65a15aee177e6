import { beforeAll, describe, expect, it } from '@jest/globals';
import { foldReport } from '@checkride/domain/judge/fold';
import { JUDGE_STATE_VERSION, type JudgeState } from '@checkride/domain/judge/state';
import { EPOCH, HOUR, testContract, testPolicy } from '@checkride/domain/judge/testing/contract';
import { applied, cohort, contrast, report, serving } from '@checkride/domain/judge/testing/report';
import type { Report } from '@checkride/domain/report/report';
import { decodeState, encodeState } from './state-codec.js';

const REGIONS = ['central', 'east', 'mountain', 'overseas', 'west'];
const SEGMENTS = {
  region: REGIONS,
  tier: ['basic', 'gold', 'silver', 'trial'],
  device: ['mobile', 'tablet', 'tv', 'web', 'watch', 'car'],
  plan: ['m', 'y', 'q', 'x', 'z'],
};
const VALUES = Object.entries(SEGMENTS).flatMap(([name, values]) =>
  values.map((value) => `${name}=${value}`),
);
const KPIS = ['conversion', 'refund'].map((name) => ({
  name,
  unit: 'account',
  better: 'higher' as const,
  horizon_ms: HOUR,
}));
const CORE = [
  'error',
  'timeout',
  'lost',
  'late',
  'latency',
  'proxy_loss',
  'matured_loss',
  'kpi.conversion',
  'kpi.refund',
];
const contract = testContract();
const policy = testPolicy({
  kpis: KPIS,
  segments: Object.keys(SEGMENTS),
  source: { ...contract.source, exposures: 'exposures.v1' },
  randomised_by: 'unit',
  labels: contract.labels && { ...contract.labels, proxy: 'early' },
});
const large = { ...policy, reference: policy.reference && { ...policy.reference, segments: SEGMENTS } };

/** Numbers that differ from cell to cell, so that nothing compresses by being equal. */
let seed = 7;
const varied = (most: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed % most;
};

/** A model in the second day of a canary while its champion is still learning: everything a state can hold at once. */
function busyHour(index: number): Report {
  const from = EPOCH + (index - 12) * HOUR;
  const epoch = index < 300 ? 1 : 2;
  const release = applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 0, share: 0.5 });
  return report(index, {
    policy: index === 0 ? large : null,
    ledger: index === 0 ? [applied(1, 'release', { share: 1 })] : index === 280 ? [release] : [],
    serving: REGIONS.flatMap((region) => [
      serving({ region, role: 'control', errors: varied(3), slow: varied(9), timeouts: varied(2) }),
      serving({
        region,
        role: 'candidate',
        version: 'v2',
        errors: varied(3),
        slow: varied(9),
        timeouts: varied(2),
      }),
    ]),
    cohorts:
      index < 12
        ? []
        : ['all', ...REGIONS].map((region) =>
            cohort(from, {
              region,
              observed:
                region === 'all'
                  ? Array.from({ length: 12 }, (_, age) => [
                      from + age * HOUR,
                      99,
                      varied(99),
                      1e6 * varied(99),
                    ])
                  : [],
              loss: 0.15 + varied(100) / 10_000,
              bins: Array.from({ length: 20 }, () => [14, 1e7 * varied(300)] as const),
            }),
          ),
    contrasts:
      index < 280
        ? []
        : ['all', ...VALUES].flatMap((segment) =>
            CORE.map((metric) =>
              contrast(metric, [90, varied(9), 90, varied(9)], { segment, epoch, stratum: 'east@2' }),
            ),
          ),
  });
}

describe('the state of a busy model with 20 segment values and 9 core metrics', () => {
  let state: JudgeState | undefined;
  beforeAll(() => {
    for (let index = 0; index < 320; index++) {
      state = foldReport(state, busyHour(index)).state;
    }
  });

  it('is at most 50 KB as it is stored', () => {
    if (!state) throw new Error('folded');
    // Values beyond the twenty that are planned (each segment's `other` is one) are judged under `other`.
    expect(Object.keys(state.world.release?.contrasts ?? {}).length).toBeGreaterThanOrEqual(9 * 20 * 2);
    expect(state.risk.learning?.hours).toHaveProperty('east');
    expect(encodeState(state).length).toBeLessThanOrEqual(50 * 1024);
  });

  it('comes back as it was, and equal states give equal bytes', () => {
    if (!state) throw new Error('folded');
    const bytes = encodeState(state);
    const again = decodeState(bytes, JUDGE_STATE_VERSION);
    expect(encodeState(again).equals(bytes)).toBe(true);
    const next = busyHour(320);
    expect(
      encodeState(foldReport(again, next).state).equals(encodeState(foldReport(state, next).state)),
    ).toBe(true);
  });

  it('is refused when a later program wrote it', () => {
    if (!state) throw new Error('folded');
    const bytes = encodeState(state);
    expect(() => decodeState(bytes, JUDGE_STATE_VERSION + 1)).toThrow(/layout/);
  });
});
