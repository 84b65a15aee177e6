import { ODDS_MARGINS } from '@checkride/statistics/contrast/contrast';
import { GROUP_WEIGHTS } from '@checkride/statistics/contrast/stream-weights';
import type { FeatureSpec, ModelContract } from '../../contract/contract.js';
import type { Policy } from '../../report/report.js';

/** Which contrasts a release is judged by, frozen at its start: core metrics, number of input checks, segment values. */
export interface StreamPlan {
  readonly core: readonly string[];
  readonly checks: number;
  readonly segments: readonly string[];
}

/** Segment of a stream about all units. */
export const ALL_UNITS = 'all';

const MOST_SEGMENTS = 20;

function coreMetrics(contract: ModelContract): string[] {
  return [
    'error',
    'timeout',
    ...(contract.source.exposures ? ['lost'] : []),
    'late',
    ...(contract.gates.monitor.slo.latency_ms === null ? [] : ['latency']),
    ...(contract.labels?.proxy ? ['proxy_loss'] : []),
    ...(contract.labels ? ['matured_loss'] : []),
    ...contract.kpis.map(({ name }) => `kpi.${name}`),
  ];
}

/** Missing values always; ranges where the contract sets one; unseen values of categories. */
const checksOf = ({ type, min, max }: FeatureSpec): number =>
  type === 'category' || min !== undefined || max !== undefined ? 2 : 1;

/** Every segment's `other`, then the reference's values in turns, the most frequent first, at most 20 in all. */
function segmentValues(policy: Policy): string[] {
  const names = policy.contract.segments;
  const chosen = names.map((name) => `${name}=other`).slice(0, MOST_SEGMENTS);
  const values = names.map((name) => policy.reference?.segments[name] ?? []);
  const deepest = Math.max(0, ...values.map(({ length }) => length));
  for (let rank = 0; rank < deepest; rank++) {
    for (const [i, name] of names.entries()) {
      const value = values[i]?.[rank];
      if (value === undefined || value === 'other' || chosen.length >= MOST_SEGMENTS) continue;
      chosen.push(`${name}=${value}`);
    }
  }
  return chosen.sort();
}

/** The streams of a release under the policy in force at its start. */
export const planStreams = (policy: Policy): StreamPlan => ({
  core: coreMetrics(policy.contract),
  checks: policy.contract.features.reduce((sum, feature) => sum + checksOf(feature), 0),
  segments: segmentValues(policy),
});

/** The segment a value is judged under: itself, or its segment's `other` when it was not known at the start. */
export function plannedSegment(plan: StreamPlan, segment: string): string {
  if (segment === ALL_UNITS || plan.segments.includes(segment)) return segment;
  return `${segment.split('=', 1)[0]}=other`;
}

/** Frozen weight of a stream; 0 for one the plan does not know: it can never decide. */
export function streamWeight(plan: StreamPlan, metric: string, segment: string): number {
  const core = plan.core.includes(metric);
  if (core && segment === ALL_UNITS) return GROUP_WEIGHTS.core / plan.core.length;
  if (core && plan.segments.includes(segment))
    return GROUP_WEIGHTS.segments / (plan.core.length * plan.segments.length);
  const check = /^(null|range|unseen)\./.test(metric) && segment === ALL_UNITS && plan.checks > 0;
  return check ? GROUP_WEIGHTS.inputChecks / plan.checks : 0;
}

/** Odds ratio still called harmless, by metric (judge §3.1). */
export function marginOf(contract: ModelContract, metric: string): number {
  if (metric === 'latency') return ODDS_MARGINS.latency;
  return metric.startsWith('kpi.') ? ODDS_MARGINS.kpi : contract.signals.rollback.margin;
}
