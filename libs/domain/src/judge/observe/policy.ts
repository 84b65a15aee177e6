import type { Policy } from '../../report/report.js';

/** Milliseconds of a year, as detectors' budgets count it (365.25 days). */
export const YEAR_MS = 31_557_600_000;

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Whether two policies differ in a margin, metric or weight: what makes a release's evidence start again (judge §3.1). */
export function contrastsDiffer(a: Policy, b: Policy): boolean {
  return contrastTerms(a) !== contrastTerms(b);
}

function contrastTerms({ contract }: Policy): string {
  return JSON.stringify([
    contract.signals.rollback.margin,
    contract.kpis.map(({ name, better }) => [name, better]),
    contract.gates.monitor.slo.latency_ms,
    contract.labels !== null,
    contract.labels?.proxy ?? null,
    contract.threshold,
    contract.features.map(({ name, type }) => [name, type]),
    contract.segments,
  ]);
}
