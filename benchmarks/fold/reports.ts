import { applied, cohort, report, serving } from '@checkride/domain/judge/testing/report';
import { EPOCH } from '@checkride/domain/judge/testing/contract';
import type { CheckCell, CohortCell, ContrastCell, ServingCell } from '@checkride/domain/report/cells';
import type { Report } from '@checkride/domain/report/report';
import { CHECKS, CORE_METRICS, MINUTE, POLICY, REGIONS, SEGMENTS } from './model.js';

const RELEASE = 'r1';
/** Units of a region and minute. */
const UNITS = 300;
const SHARE = 0.1;
const MINUTES_A_DAY = 1440;

/** Whole numbers that look drawn but are the same at every run: the cost of a fold hardly depends on them. */
const scattered = (seed: number, mean: number): number => {
  const mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return Math.max(0, Math.round(mean * (0.5 + mixed / 2 ** 32)));
};

/** The report of a minute, every stream of the plan in it; a canary is in flight from the third on. */
export function minuteReport(minute: number): Report {
  const from = EPOCH + minute * MINUTE;
  const entries = {
    0: [applied(1, 'release', { version: 'v1', share: 1 })],
    2: [applied(2, 'release', { release: RELEASE, version: 'v2', target: 'v1', step: 0, share: SHARE })],
  };
  return {
    ...report(minute),
    policy: minute === 0 ? POLICY : null,
    window: [from, from + MINUTE],
    known_at: from + MINUTE,
    ledger: entries[minute as keyof typeof entries] ?? [],
    serving: REGIONS.flatMap((region): ServingCell[] => [
      served(region, 'control', 'v1', UNITS * (1 - SHARE), minute),
      served(region, 'candidate', 'v2', UNITS * SHARE, minute),
    ]),
    contrasts: minute > 2 ? contrasts(minute) : [],
    checks: checks(minute),
    cohorts: minute % 60 === 0 ? cohorts(from) : [],
    freshness: { stalled: false, stalled_because: null, folded: null },
  };
}

const served = (
  region: string,
  role: ServingCell['role'],
  version: string,
  n: number,
  minute: number,
): ServingCell =>
  serving({ region, role, version, n, units: n, errors: scattered(minute, n / 300), revisions: [2] });

function contrasts(minute: number): ContrastCell[] {
  const epoch = 1 + Math.floor(minute / MINUTES_A_DAY);
  const cell = (metric: string, segment: string, region: string, share: number, i: number): ContrastCell => {
    const [n, control] = [UNITS * SHARE * share, UNITS * (1 - SHARE) * share].map(Math.round);
    const rate = metric.startsWith('kpi.') ? 0.6 : 0.03;
    const counts = (units = 0, role = 0) => ({
      n: units,
      k: Math.min(units, scattered(minute * 7919 + i * 31 + role, units * rate)),
    });
    const stratum = `${region}@2`;
    return {
      release: RELEASE,
      epoch,
      stratum,
      segment,
      metric,
      candidate: counts(n),
      control: counts(control, 1),
    };
  };
  let i = 0;
  const core = CORE_METRICS.flatMap((metric) =>
    REGIONS.flatMap((region) => [
      cell(metric, 'all', region, 1, (i += 1)),
      cell(metric, `region=${region}`, region, 1, (i += 1)),
      ...SEGMENTS.map((segment) => cell(metric, segment, region, 1 / SEGMENTS.length, (i += 1))),
    ]),
  );
  const inputs = CHECKS.flatMap(({ check, feature }) =>
    REGIONS.map((region) => cell(`${check}.${feature}`, 'all', region, 1, (i += 1))),
  );
  return [...core, ...inputs];
}

const checks = (minute: number): CheckCell[] =>
  CHECKS.flatMap((check, i) =>
    REGIONS.flatMap((region) =>
      (['candidate', 'control'] as const).map((role): CheckCell => {
        const n = role === 'candidate' ? UNITS * SHARE : UNITS * (1 - SHARE);
        return { ...check, region, role, n, k: scattered(minute * 31 + i, n / 60) };
      }),
    ),
  );

const cohorts = (from: number): CohortCell[] =>
  REGIONS.map((region) => cohort(from - 12 * 60 * MINUTE, { region, n: 60 * UNITS }));
