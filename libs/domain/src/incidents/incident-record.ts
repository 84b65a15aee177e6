import type { Decision } from '../judge/decision.js';
import type { AxisName, Headline, Verdict } from '../judge/verdict.js';
import type { Scope } from '../scope.js';

/** An incident as people are told of it: what its decisions said, from the first to the last. Times are ends of windows, ms. */
export interface IncidentRecord {
  readonly incident_id: string;
  readonly model: string;
  /** The severest headline so far. */
  readonly headline: Headline;
  readonly rules: readonly string[];
  readonly scope: Scope;
  readonly opened_at: number;
  readonly seen_at: number;
  /** End of the first window in which none of its rules said anything any more; null while it lasts. */
  readonly over_at: number | null;
  readonly first_decision: string;
  readonly newest_decision: string;
  /** How often it was decided about, daily repetitions left out, and how often that told people. */
  readonly decisions: number;
  readonly pages: number;
  readonly tickets: number;
  readonly impact: Decision['impact'];
}

const SEVEREST_FIRST: readonly Headline[] = ['ROLLBACK', 'PAUSE', 'FIX_DATA', 'RETRAIN', 'PROMOTE', 'HOLD'];
const MILDEST: Readonly<Record<AxisName, string>> = {
  traffic: 'continue',
  data: 'clean',
  model: 'keep',
  people: 'none',
};
const AXES = Object.keys(MILDEST) as AxisName[];

/** The incidents that a model's decisions (in any order) tell of, the newest first. */
export function incidentRecords(decisions: readonly Decision[]): IncidentRecord[] {
  const inOrder = [...decisions].sort((a, b) => a.seq - b.seq);
  const ids = [...new Set(inOrder.flatMap(({ incident_id }) => incident_id ?? []))];
  return ids
    .map((id) => recordOf(id, inOrder))
    .sort((a, b) => b.opened_at - a.opened_at || (a.incident_id < b.incident_id ? -1 : 1));
}

function recordOf(incident_id: string, decisions: readonly Decision[]): IncidentRecord {
  const own = decisions.filter((decision) => decision.incident_id === incident_id);
  const told = own.filter(({ heartbeat }) => !heartbeat);
  const first = own[0]!;
  const newest = own.at(-1)!;
  const rules = [...new Set(own.map(({ rule }) => rule))];
  const after = decisions.find(
    ({ seq, vector }) => seq > newest.seq && !rules.some((rule) => speaks(vector, rule)),
  );
  const telling = (urgency: 'page' | 'ticket'): number =>
    told.filter(({ vector: { people } }) => people[0]?.do === urgency).length;
  return {
    incident_id,
    model: first.model,
    headline:
      SEVEREST_FIRST.find((headline) => own.some((decision) => decision.headline === headline)) ?? 'HOLD',
    rules,
    scope: newest.scope,
    opened_at: first.window[1],
    seen_at: newest.window[1],
    over_at: after?.window[1] ?? null,
    first_decision: first.decision_id,
    newest_decision: newest.decision_id,
    decisions: told.length,
    pages: telling('page'),
    tickets: telling('ticket'),
    impact: {
      predictions: Math.max(...own.map(({ impact }) => impact.predictions)),
      units: Math.max(...own.map(({ impact }) => impact.units)),
    },
  };
}

/** Whether a rule still says more than nothing on some axis. */
const speaks = (vector: Verdict, rule: string): boolean =>
  AXES.some((axis) =>
    vector[axis].some((statement) => statement.rule === rule && statement.do !== MILDEST[axis]),
  );
