import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { DriftPoint, RiskDay, TrafficDay } from '@checkride/store/queries/console/timeline.query';

/** A mark on the time axis: a decision or a change of traffic. */
export interface TimelineMark {
  readonly at: number;
  readonly kind: 'decision' | 'ledger';
  readonly label: string;
  readonly id: string;
}

/** Everything a model's page draws on one time axis. Times are ms; risk is the mean Brier loss of matured predictions. */
export interface Timeline {
  readonly traffic: readonly TrafficDay[];
  readonly risk: readonly RiskDay[];
  /** Mean risk of the profile period and the overall limit above it; the judge itself compares by hour and kind of day. */
  readonly tolerance: { readonly profile: number; readonly limit: number } | null;
  readonly drift: readonly DriftPoint[];
  readonly marks: readonly TimelineMark[];
}

const SHOWN = new Set([
  'release',
  'step',
  'rollback',
  'drain',
  'complete',
  'retrain',
  'candidate',
  'stage',
  'quarantine',
  'fallback',
]);

/** Puts series, decisions and applied transitions on one axis. */
export function makeTimeline(of: {
  contract: ModelContract;
  series: { traffic: readonly TrafficDay[]; risk: readonly RiskDay[]; drift: readonly DriftPoint[] };
  decisions: readonly Decision[];
  ledger: readonly LedgerEntry[];
}): Timeline {
  const decisions = of.decisions
    .filter(({ heartbeat }) => !heartbeat)
    .map((decision): TimelineMark => ({
      at: decision.window[1],
      kind: 'decision',
      label: `${decision.headline} ${decision.rule}`,
      id: decision.decision_id,
    }));
  const ledger = of.ledger
    .filter((entry) => entry.answer === 'applied' && entry.at !== null && SHOWN.has(entry.action))
    .map((entry): TimelineMark => ({
      at: entry.at ?? 0,
      kind: 'ledger',
      label: `${entry.action} ${entry.version ?? ''}`.trim(),
      id: entry.transition_id,
    }));
  return {
    ...of.series,
    tolerance: toleranceOf(of.contract, of.series.risk),
    marks: [...decisions, ...ledger].sort((a, b) => a.at - b.at),
  };
}

function toleranceOf(contract: ModelContract, risk: readonly RiskDay[]): Timeline['tolerance'] {
  const first = risk[0];
  if (!first || !contract.labels) return null;
  const until = first.day + contract.labels.profile_days * 86_400_000;
  const profile = risk.filter(({ day, role }) => day < until && role !== 'candidate' && role !== 'shadow');
  const labelled = profile.reduce((sum, { labelled: n }) => sum + n, 0);
  const mean = profile.reduce((sum, { risk: r, labelled: n }) => sum + r * n, 0) / labelled;
  return { profile: mean, limit: mean * (1 + contract.gates.monitor.risk_tolerance) };
}
