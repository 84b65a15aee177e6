import { canonicalJson } from '../canonical.js';
import { decisionId } from '../ids.js';
import type { Report } from '../report/report.js';
import type { Decision } from './decision.js';
import type { DecisionRecord } from './decision-record.js';
import { alphaOf } from './exposure.js';
import { guaranteeOf } from './guarantee.js';
import { impactOf } from './impact.js';
import { leadStatement } from './lead.js';
import { changesIn } from './onset.js';
import { paragraphOf } from './paragraph.js';
import type { OwnChange } from './observe/ledger.js';
import type { Opinion } from './rule.js';
import type { Emitted, JudgeState } from './state.js';
import { headlineOf, type Verdict } from './verdict.js';
import { whyNot } from './why-not.js';

const DAY_MS = 24 * 3_600_000;

/** Reasons that turn a standing hold into a person's affair: news although scope, action and rule are as before. */
const TURNS: ReadonlySet<string> = new Set(['waiting_approval', 'rollback_did_not_cure']);

/** What a decision is about, in the words that make it a new one: (scope, do, rule) of each axis, and a promotion's step. */
function saidBy(verdict: Verdict, step: number): string {
  const words = [verdict.traffic, verdict.data, verdict.model, verdict.people].map((axis) =>
    axis.map(({ scope, do: action, rule, reason }) => [
      scope,
      action,
      rule,
      ...(action === 'promote' ? [step] : []),
      ...(TURNS.has(reason) ? [reason] : []),
    ]),
  );
  return canonicalJson(words);
}

/** A verdict with the opinions behind it and the incident of each. */
export interface Ruling {
  readonly verdict: Verdict;
  readonly opinions: readonly Opinion[];
  readonly incidents: readonly (string | null)[];
}

/**
 * The decision a ruling asks for, if any: one when (scope, do, rule) of an axis changed, the same again as a heartbeat
 * a day after the last. The state comes back with what was said.
 */
export function emit(
  state: JudgeState,
  report: Report,
  ruling: Ruling,
): { state: JudgeState; decisions: readonly Decision[] } {
  const said = saidBy(ruling.verdict, state.world.release?.step ?? -1);
  const changed = state.emitted?.said !== said;
  const due = state.emitted !== null && report.window[1] - state.emitted.at >= DAY_MS;
  if (!changed && !due) return { state, decisions: [] };
  const emitted: Emitted = { said, at: report.window[1] };
  const spoken = { ...state, emitted, decisions: state.decisions + 1 };
  return { state: spoken, decisions: [decisionOf(spoken, report, ruling, !changed)] };
}

const BACK: ReadonlySet<string> = new Set(['rollback', 'fallback', 'drain']);

/** What was taken back within a day: who reads that all is quiet must hear of it. */
const takenBack = (changes: readonly OwnChange[], now: number): readonly OwnChange[] =>
  changes.filter(({ kind, at }) => BACK.has(kind) && now - at < DAY_MS);

function decisionOf(state: JudgeState, report: Report, ruling: Ruling, heartbeat: boolean): Decision {
  const { policy, world, model, verified } = state;
  const { contract } = policy;
  const { release } = world;
  const headline = headlineOf(ruling.verdict, release !== null);
  const lead = leadStatement(ruling.verdict, headline);
  const index = Math.max(
    0,
    ruling.opinions.findIndex(({ rule }) => rule === lead?.rule),
  );
  const own = ruling.opinions[index];
  const others = ruling.opinions.filter((_, i) => i !== index);
  const rule = lead?.rule ?? 'T22';
  const scope = lead?.scope ?? ['all'];
  const decision_id = decisionId({
    model,
    release_epoch: world.release_epoch,
    seq: state.decisions,
    vector: ruling.verdict,
  });
  const record: DecisionRecord = {
    decision_id,
    incident_id: ruling.incidents[index] ?? null,
    model,
    seq: state.decisions,
    evidence_id: report.evidence_id,
    evidence_seq: report.seq,
    release: release?.id ?? 'none',
    release_epoch: world.release_epoch,
    versions: {
      candidate: release?.version ?? null,
      serving: release?.control ?? world.champion?.version ?? null,
    },
    window: report.window,
    headline,
    rule,
    scope,
    reason: lead?.reason ?? 'quiet',
    vector: ruling.verdict,
    evidence: [...(own?.evidence ?? []), ...others.flatMap(({ evidence }) => evidence)],
    onset: own?.onset ?? null,
    changes: (own?.onset
      ? changesIn(world.changes, own.onset, scope, contract.windows.base_ms)
      : takenBack(world.changes, report.window[1])
    ).map(({ kind, id, at, summary }) => ({ kind, id, at, summary })),
    why_not: whyNot(state, report, ruling.verdict, {
      headline,
      rule,
      reason: lead?.reason ?? 'quiet',
      scope,
    }),
    impact: impactOf(state, report, { rule, scope, incident: ruling.incidents[index] ?? null }),
    target:
      lead?.target === undefined ? null : { version: lead.target, verified: verified.includes(lead.target) },
    guarantee: guaranteeOf(rule, {
      alpha: contract.signals.rollback.alpha,
      falsePerYear: contract.signals.retrain.false_per_year,
    }),
    automation: contract.automation,
    alpha: release && alphaOf(release, contract),
    contract_digest: policy.contract_digest,
    policy_version: policy.contract_version,
    heartbeat,
    replay: `checkride replay ${decision_id}`,
  };
  return { ...record, paragraph: paragraphOf(record) };
}
