import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import { alphaOf } from '@checkride/domain/judge/exposure';
import { leadingContrast, observeContrasts } from '@checkride/domain/judge/observe/contrasts';
import { newRelease, type ReleaseState } from '@checkride/domain/judge/observe/release';
import { marginOf } from '@checkride/domain/judge/observe/stream-plan';
import { EPOCH, testPolicy } from '@checkride/domain/judge/testing/contract';
import { applied } from '@checkride/domain/judge/testing/report';
import type { ContrastCell } from '@checkride/domain/report/cells';
import type { Policy } from '@checkride/domain/report/report';
import { spawningLogEvidence } from '@checkride/statistics/contrast/spawning';
import { createDraws } from '../support/draws.js';
import { SimulatedTraffic } from './answers.js';
import { FirstExposures, RELEASE, type CountingFault } from './first-exposures.js';
import { METRICS, REGIONS, WINDOWS, type TrafficProcess } from './process.js';

/** The policy simulated releases are judged under: units are randomised, labels and a KPI are there. */
export const POLICY: Policy = {
  ...testPolicy({
    randomised_by: 'unit',
    kpis: [{ name: 'conversion', unit: 'unit', better: 'higher', horizon_ms: 12 * 3_600_000 }],
  }),
  reference: {
    digest: 'feed',
    version: 'v1',
    rows: 20_000,
    training_rows: 20_000,
    segments: { region: REGIONS },
  },
};

/** A release as the judge starts it. */
export const startedRelease = (policy: Policy = POLICY): ReleaseState =>
  newRelease(applied(1, 'release', { release: RELEASE, version: 'v2', step: 0 }), 'v1', EPOCH, policy);

/** What a simulated release came to. */
export interface ReleaseRun {
  /** It would have been rolled back. */
  readonly rolledBack: boolean;
  /** Its error stream of all units, taken alone in its first epoch at α = .05, would have alarmed. */
  readonly aloneAlarmed: boolean;
}

const ALONE = 'error|all|1';
const ALONE_ALPHA = 0.05;

/** Lives through a release whose candidate has the odds ratio `odds(margin)` in every metric. */
export function runRelease(
  process: TrafficProcess,
  odds: (margin: number) => number,
  seed: number,
  fault: CountingFault | null = null,
): ReleaseRun {
  const { contract } = POLICY;
  const margins = METRICS.map((metric) => marginOf(contract, metric));
  const traffic = new SimulatedTraffic(process, createDraws(seed), margins.map(odds), margins);
  const exposures = new FirstExposures(process.units, fault);
  const due = new Map<number, ContrastCell[]>();
  let release = startedRelease();
  const level = logLevel(alphaOf(release, contract).rollback);
  let [rolledBack, aloneAlarmed] = [false, false];
  for (let window = 0; window < WINDOWS || due.size > 0; window++) {
    if (window < WINDOWS)
      for (const { due: at, cells } of exposures.count(window, traffic.window(window)))
        due.set(at, [...(due.get(at) ?? []), ...cells]);
    const cells = due.get(window);
    due.delete(window);
    if (!cells || cells.length === 0) continue;
    release = observeContrasts(release, cells, contract);
    rolledBack ||= (leadingContrast(release)?.logEvidence ?? -Infinity) >= level;
    const alone = release.contrasts[ALONE];
    aloneAlarmed ||= alone !== undefined && spawningLogEvidence(alone) >= logLevel(ALONE_ALPHA);
  }
  return { rolledBack, aloneAlarmed };
}
