import { describe, expect, test } from '@jest/globals';
import { leadingContrast, observeContrasts } from '@checkride/domain/judge/observe/contrasts';
import type { ReleaseState } from '@checkride/domain/judge/observe/release';
import { alphaOf } from '@checkride/domain/judge/exposure';
import { EPOCH, testContract, testPolicy } from '@checkride/domain/judge/testing/contract';
import { contrast } from '@checkride/domain/judge/testing/report';
import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import { growthRate, rateAtOdds } from '@checkride/statistics/promotion/growth-rate';
import { createDraws } from '../support/draws.js';
import { LONG, tell, TIME_LIMIT } from './form.js';
import { startedRelease } from './release-run.js';

const KPI = { unit: 'unit', better: 'higher', horizon_ms: 3_600_000 } as const;
/** A contract with nine core streams, one epoch: what G4's 11.3 nats are made of. */
const CONTRACT = testContract({
  source: { ...testContract().source, exposures: 'flights.exposures' },
  labels: { ...testContract().labels!, proxy: 'early' },
  kpis: [
    { name: 'booked', ...KPI },
    { name: 'paid', ...KPI },
  ],
});
const POLICY = { ...testPolicy(), contract: CONTRACT };
const MARGIN = CONTRACT.signals.rollback.margin;

/** ln 329 + ln 36 + ln 7. */
const NATS = 11.3;
const MINUTES_A_DAY = 1440;
const RUNS = LONG ? 1001 : 201;

interface Traffic {
  readonly rate: number;
  readonly odds: number;
  readonly share: number;
  /** Candidate units a window. */
  readonly units: number;
}

/** A release that is harmed, its spawning clock counting informative windows or (the mutant) minutes. */
class Harm {
  release: ReleaseState = { ...startedRelease(POLICY), started_at: EPOCH };
  private readonly draws;
  private readonly level;

  constructor(
    seed: number,
    private readonly traffic: Traffic,
    private readonly minutesAsIndex = false,
  ) {
    this.draws = createDraws(seed);
    this.level = logLevel(alphaOf(this.release, CONTRACT).rollback);
  }

  get proven(): boolean {
    return (leadingContrast(this.release)?.logEvidence ?? -Infinity) >= this.level;
  }

  /** Folds window `window`. */
  window(window: number, odds: number): void {
    const { rate, share, units } = this.traffic;
    const control = Math.round((units * (1 - share)) / share);
    const k = this.draws.binomial(units, rateAtOdds(rate, odds));
    const controlK = this.draws.binomial(control, rate);
    if (this.minutesAsIndex) this.release = atMinute(this.release, window * MINUTES_A_DAY);
    this.release = observeContrasts(
      this.release,
      [contrast('error', [units, k, control, controlK])],
      CONTRACT,
    );
  }

  /** Windows until the candidate is proven worse, from window `from` on. */
  delay(from: number): number {
    const { odds } = this.traffic;
    for (let windows = 1; windows < 100_000; windows++) {
      this.window(from + windows, odds);
      if (this.proven) return windows;
    }
    return Infinity;
  }
}

/** The mutant's clock: it counts minutes, not windows that tell something. */
function atMinute(release: ReleaseState, minute: number): ReleaseState {
  const contrasts = Object.entries(release.contrasts).map(([key, stream]) => [
    key,
    { ...stream, windows: minute },
  ]);
  return { ...release, contrasts: Object.fromEntries(contrasts) };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const growthOf = ({ rate, odds, share }: Traffic): number =>
  growthRate({ controlRate: rate, odds, margin: MARGIN, candidateShare: share });

const HARMS: readonly (readonly [rate: number, odds: number, share: number])[] = [
  [0.05, 2.1, 0.1],
  [0.05, 1.43, 0.1],
  [0.01, 11, 0.1],
];

describe('delay of a proof (G4)', () => {
  test.each(HARMS)(
    'p_b %d, odds ratio %d, share %d: within 30 %% of 11.3/g in the median',
    (rate, odds, share) => {
      const needed = NATS / growthOf({ rate, odds, share, units: 1 });
      const traffic = { rate, odds, share, units: Math.ceil(needed / 40) };
      const promised = needed / traffic.units + 1;
      const delays = Array.from({ length: RUNS }, (_, run) => new Harm(31 * run + 5, traffic).delay(0));
      const ratio = median(delays) / promised;
      const p90 = [...delays].sort((a, b) => a - b)[Math.floor(0.9 * RUNS)] ?? NaN;
      tell({
        guarantee: 'G4',
        check: `control's rate ${rate}, odds ratio ${odds}, candidate's share ${share}`,
        measured: `median ${ratio.toFixed(2)}, nine in ten within ${(p90 / promised).toFixed(2)} of the promised delay`,
        bound: 'median .7 to 1.3',
      });
      expect(ratio).toBeGreaterThan(0.7);
      expect(ratio).toBeLessThan(1.3);
    },
    TIME_LIMIT,
  );
});

describe('delay after sixty healthy days of a model that answers once a day', () => {
  const traffic: Traffic = { rate: 0.05, odds: 2.1, share: 0.1, units: 100 };
  const HEALTHY = 60;
  const ratio = (minutesAsIndex: boolean): number =>
    median(
      Array.from({ length: LONG ? 1001 : 201 }, (_, run) => {
        const harm = new Harm(97 * run + 11, traffic, minutesAsIndex);
        for (let day = 1; day <= HEALTHY; day++) harm.window(day, 1);
        const spawned = Math.log(HEALTHY * (HEALTHY + 1));
        const promised = (NATS + spawned) / growthOf(traffic) / traffic.units + 1;
        return harm.delay(HEALTHY) / promised;
      }),
    );

  test(
    'is within 30 % of (11.3 + ln t(t+1))/g, t counting informative windows; with minutes as index it is not',
    () => {
      const [right, mutant] = [ratio(false), ratio(true)];
      tell({
        guarantee: 'G4',
        check: 'after sixty healthy days of one window a day',
        measured: `median ${right.toFixed(2)} of the promised delay`,
        bound: 'median .7 to 1.3',
      });
      tell({
        guarantee: 'mutant',
        check: 'minutes as spawn index: delay after sixty healthy days',
        measured: `median ${mutant.toFixed(2)} of the promised delay`,
        bound: 'caught above 1.3',
      });
      expect(right).toBeGreaterThan(0.7);
      expect(right).toBeLessThan(1.3);
      expect(mutant).toBeGreaterThan(1.3);
    },
    TIME_LIMIT,
  );
});
