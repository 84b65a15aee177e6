import { digest } from '../canonical.js';
import { CheckrideError } from '../errors.js';
import type { Report } from '../report/report.js';
import type { Decision, Tick } from './decision.js';
import { emit } from './emit.js';
import { withTouched } from './impact.js';
import { foldIncidents } from './incidents.js';
import { joinOpinions } from './join.js';
import { inForce, renewLatches } from './latches.js';
import { observe } from './observe.js';
import type { Opinion } from './rule.js';
import { RULE_TABLE } from './rule-table.js';
import type { JudgeState } from './state.js';

/** What one report comes to. A report met before gives no decisions and no tick. */
export interface JudgeFold {
  readonly state: JudgeState;
  readonly decisions: readonly Decision[];
  readonly tick: Tick | null;
}

/**
 * The judge: folds the next report of a model into its state and says what is to be done. Pure; the same state and
 * report give the same decisions to the byte. Throws CHK_FOLD_GAP when reports are missing in between, and
 * CHK_STATE_INVALID when a model's first report carries no policy.
 */
export function foldReport(before: JudgeState | undefined, report: Report): JudgeFold {
  const { state, decisions } = ruleOn(before, report);
  if (before && report.seq <= before.seq) return { state, decisions, tick: null };
  const { model, window, seq } = report;
  return { state, decisions, tick: { model, window, evidence_seq: seq, evidence_digest: digest(report) } };
}

/** The same without the tick, whose digest of the report costs a reader of many reports more than it is worth to him. */
export function ruleOn(before: JudgeState | undefined, report: Report): Omit<JudgeFold, 'tick'> {
  if (before && report.seq <= before.seq) return { state: before, decisions: [] };
  if (before && report.seq !== before.seq + 1)
    throw new CheckrideError('CHK_FOLD_GAP', `${report.model}: report ${report.seq} follows ${before.seq}`, {
      remedy: 'evidence.v1 lacks reports of this model; the partition stands still until it is complete',
    });
  const seen = observe(before, report);
  const opinions = askRules(seen, report);
  const verdict = joinOpinions(opinions, seen.regions);
  const { incidents: met, of } = foldIncidents(seen.incidents, opinions, seen);
  const incidents = met.map((incident) => withTouched(incident, report));
  const held = opinions.filter(({ rule }) => RULE_TABLE.some(({ id, holds }) => id === rule && holds));
  const latches = renewLatches(seen.latches, held, seen.seq);
  return emit({ ...seen, incidents, latches }, report, {
    verdict,
    opinions,
    incidents: of,
  });
}

/** Every rule in the table's order; each hears what those above it have in force. */
function askRules(state: JudgeState, report: Report): readonly Opinion[] {
  return RULE_TABLE.reduce<readonly Opinion[]>((earlier, rule) => {
    const own = rule.opinion(state, report, earlier);
    return [...earlier, ...(rule.holds ? inForce(state.latches, rule.id, own, state.seq) : own)];
  }, []);
}
