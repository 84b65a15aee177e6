import type { Report } from '../report/report.js';
import type { Scope } from '../scope.js';
import type { Decision } from './decision.js';
import { regional } from './observe/regions.js';
import type { Incident, JudgeState } from './state.js';

/** Live answers of a window in the regions of a scope; units are each counted once a window. */
export function answersIn({ serving }: Report, scope: Scope): Decision['impact'] {
  const regions = scope.flatMap((word) => (word.startsWith('region=') ? [word.slice('region='.length)] : []));
  const touched = regional(serving).filter(
    ({ role, region }) => role !== 'shadow' && (regions.length === 0 || regions.includes(region)),
  );
  return {
    predictions: touched.reduce((sum, { n }) => sum + n, 0),
    units: touched.reduce((sum, { units }) => sum + units, 0),
  };
}

/** An incident with the answers of this window that fell into it, while it is open. */
export function withTouched(incident: Incident, report: Report): Incident {
  if (incident.closed_at !== null) return incident;
  const { predictions, units } = answersIn(report, incident.scope);
  const before = incident.touched ?? [0, 0];
  return { ...incident, touched: [before[0] + predictions, before[1] + units] };
}

/** Rules whose harm is what the candidate answered. */
const OF_THE_CANDIDATE: ReadonlySet<string> = new Set(['T4', 'T5', 'T6', 'T16', 'T18', 'T20', 'T22']);

/** Whether what a rule tells of is the harm of a candidate. */
export const isOfCandidate = (rule: string): boolean => OF_THE_CANDIDATE.has(rule);

/**
 * Whom a decision is about: all that the candidate of the release has answered, where the candidate is what is wrong;
 * else what fell into the incident so far; without either the window's own answers in its scope.
 */
export function impactOf(
  { world, incidents }: Pick<JudgeState, 'world' | 'incidents'>,
  report: Report,
  about: { readonly rule: string; readonly scope: Scope; readonly incident: string | null },
): Decision['impact'] {
  const { release } = world;
  if (release && release.predictions > 0 && isOfCandidate(about.rule))
    return { predictions: release.predictions, units: release.units };
  const touched = incidents.find(({ id }) => id === about.incident)?.touched;
  return touched ? { predictions: touched[0], units: touched[1] } : answersIn(report, about.scope);
}
