import type { FeatureSpec } from '@checkride/domain/contract/contract';
import type { Policy } from '@checkride/domain/report/report';
import { testContract, testPolicy } from '@checkride/domain/judge/testing/contract';

/** Length of a window, ms. */
export const MINUTE = 60_000;

/** Regions, which are also segment values; the last one is not in the reference and is judged as `other`. */
export const REGIONS = ['central', 'east', 'west', 'new'] as const;
const PLANS = Array.from({ length: 15 }, (_, i) => `p${i}`);

/** 65 inputs, all but one with a check besides missing values: 129 checks. */
const FEATURES: readonly FeatureSpec[] = Array.from({ length: 65 }, (_, i) => ({
  name: `f${i}`,
  type: 'number' as const,
  source: `s${i % 5}`,
  ...(i > 0 && { min: 0 }),
}));

const KPI = { unit: 'account', better: 'higher', horizon_ms: 3_600_000 } as const;
const BASE = testContract();

/** A contract with every stream a release can have: 9 core, 129 input checks, 9 × 20 segment values = 318. */
const CONTRACT = testContract({
  source: { ...BASE.source, clock: 'live', exposures: 'exposures' },
  randomised_by: 'unit',
  features: FEATURES,
  segments: ['region', 'plan'],
  labels: BASE.labels && { ...BASE.labels, proxy: 'early' },
  kpis: [
    { name: 'booked', ...KPI },
    { name: 'paid', ...KPI },
  ],
  windows: { ...BASE.windows, base_ms: MINUTE },
});

/** What a first report tells of that contract: 3 regions, 15 plans and an `other` of each, 20 values. */
export const POLICY: Policy = {
  ...testPolicy(),
  contract: CONTRACT,
  reference: {
    digest: 'feed',
    version: 'v1',
    rows: 20_000,
    training_rows: 20_000,
    segments: { region: REGIONS.slice(0, -1), plan: PLANS },
  },
};

/** Metrics of the plan that are about all units and every segment value. */
export const CORE_METRICS = [
  'error',
  'timeout',
  'lost',
  'late',
  'latency',
  'proxy_loss',
  'matured_loss',
  'kpi.booked',
  'kpi.paid',
] as const;

/** Input checks of the plan. */
export const CHECKS = FEATURES.flatMap(({ name, source = null, min }) => [
  { check: 'null' as const, feature: name, source },
  ...(min === undefined ? [] : [{ check: 'range' as const, feature: name, source }]),
]);

/** Segment values that cells name, apart from the regions. */
export const SEGMENTS: readonly string[] = [...PLANS, 'other'].map((plan) => `plan=${plan}`);
