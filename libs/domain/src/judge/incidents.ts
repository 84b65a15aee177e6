import { incidentId } from '../ids.js';
import { meets } from '../scope.js';
import { SEVERITY } from './join.js';
import type { Opinion } from './rule.js';
import type { Incident } from './state.js';

const QUIET_RULES: ReadonlySet<string> = new Set(['T13', 'T19', 'T20', 'T21', 'T22']);
const QUIET_MS = 30 * 60_000;
const QUIET_WINDOWS = 3;
const REOPENS_MS = 24 * 3_600_000;

/** What incidents need to know of the report being judged; times in ms. */
export interface IncidentMoment {
  readonly model: string;
  readonly seq: number;
  readonly window: readonly [number, number];
}

/** Incidents after a report, and which one each opinion belongs to (by its place; null: none). */
export function foldIncidents(
  incidents: readonly Incident[],
  opinions: readonly Opinion[],
  moment: IncidentMoment,
): { incidents: readonly Incident[]; of: readonly (string | null)[] } {
  const known = incidents.filter(
    ({ closed_at }) => closed_at === null || moment.window[1] - closed_at < REOPENS_MS,
  );
  const of: (string | null)[] = [];
  for (const opinion of opinions) {
    if (!opensIncident(opinion)) {
      of.push(null);
      continue;
    }
    const index = known.findIndex((incident) => belongs(incident, opinion));
    const before = known[index];
    const after = before ? joined(before, opinion, moment) : opened(opinion, moment);
    if (before) known[index] = after;
    else known.push(after);
    of.push(after.id);
  }
  return { incidents: known.map((incident) => closeQuiet(incident, moment)), of };
}

/** An axis leaves its mildest value by a rule that says something is wrong; how a contract is (T15) is not an incident. */
function opensIncident({ rule, statements, onset }: Opinion): boolean {
  const standing = rule === 'T15' && onset === null;
  return (
    !QUIET_RULES.has(rule) &&
    !standing &&
    statements.some(({ axis, do: action }) => SEVERITY[axis].indexOf(action) > 0)
  );
}

function belongs(incident: Incident, opinion: Opinion): boolean {
  if (incident.source !== null && incident.source === opinion.source) return true;
  if (incident.rules[0] === opinion.rule && incident.scope.join() === opinion.scope.join()) return true;
  const { onset } = incident;
  const both = onset && opinion.onset;
  const overlap = both && both[0] < onset[1] && onset[0] < both[1];
  return Boolean(overlap) && incident.closed_at === null && meets(incident.scope, opinion.scope);
}

function joined(incident: Incident, opinion: Opinion, moment: IncidentMoment): Incident {
  const rules = incident.rules.includes(opinion.rule) ? incident.rules : [...incident.rules, opinion.rule];
  return { ...incident, rules, seen_at: moment.window[1], seen_seq: moment.seq, closed_at: null };
}

function opened(opinion: Opinion, { model, seq, window }: IncidentMoment): Incident {
  const from = opinion.onset?.[0] ?? window[0];
  return {
    id: incidentId({ model, rule: opinion.rule, scope: opinion.scope, from }),
    rules: [opinion.rule],
    scope: opinion.scope,
    source: opinion.source ?? null,
    onset: opinion.onset,
    opened_at: window[1],
    seen_at: window[1],
    seen_seq: seq,
    closed_at: null,
  };
}

function closeQuiet(incident: Incident, { seq, window }: IncidentMoment): Incident {
  const quiet = seq - incident.seen_seq >= QUIET_WINDOWS && window[1] - incident.seen_at >= QUIET_MS;
  return incident.closed_at === null && quiet ? { ...incident, closed_at: window[1] } : incident;
}
