import { canonicalJson } from '../canonical.js';
import type { ModelContract } from '../contract/contract.js';
import { decisionId } from '../ids.js';
import type { Decision } from '../judge/decision.js';
import { leadStatement } from '../judge/lead.js';
import { headlineOf, type Verdict } from '../judge/verdict.js';
import type { LedgerEntry } from '../lifecycle/ledger.js';
import type { Report } from '../report/report.js';
import type { Policy } from './policy.js';

/** The release a policy's decisions are about, as the ledger tells it. */
interface InFlight {
  readonly release: string;
  readonly epoch: number;
  readonly step: number;
}

const STARTS = new Set(['release', 'step', 'resume']);
const ENDS = new Set(['complete', 'rollback', 'fallback']);

function heard(before: InFlight, entry: LedgerEntry): InFlight {
  if (entry.answer !== 'applied') return before;
  const epoch = entry.release_epoch;
  if (STARTS.has(entry.action)) return { release: entry.release ?? 'none', epoch, step: entry.step ?? 0 };
  return ENDS.has(entry.action) && entry.scope.includes('all')
    ? { release: 'none', epoch, step: -1 }
    : { ...before, epoch };
}

/**
 * A policy as the controller hears it: a decision whenever what it says on an axis changes, as the judge emits them. A
 * verdict on release `none` is about the last release, which is how a rollback after its end finds it.
 */
export function decideBy(policy: Policy, contract: ModelContract): (report: Report) => readonly Decision[] {
  let flight: InFlight = { release: 'none', epoch: 0, step: -1 };
  let last: string | null = null;
  let seq = 0;
  return (report) => {
    flight = [...report.ledger].sort((a, b) => a.seq - b.seq).reduce(heard, flight);
    const verdict = policy(report);
    const said = canonicalJson(
      [verdict.traffic, verdict.data, verdict.model, verdict.people].map((axis) =>
        axis.map(({ scope, do: action, rule }) => [
          scope,
          action,
          rule,
          action === 'promote' ? flight.step : 0,
        ]),
      ),
    );
    if (said === last) return [];
    last = said;
    seq += 1;
    return [decisionOf(verdict, report, contract, flight, seq)];
  };
}

function decisionOf(
  vector: Verdict,
  report: Report,
  contract: ModelContract,
  { release, epoch }: InFlight,
  seq: number,
): Decision {
  const { model, window, evidence_id } = report;
  const headline = headlineOf(vector, release !== 'none');
  const lead = leadStatement(vector, headline);
  const decision_id = decisionId({ model, release_epoch: epoch, seq, vector });
  return {
    ...{ decision_id, model, seq, evidence_id, window, headline, vector },
    incident_id: null,
    evidence_seq: report.seq,
    release,
    release_epoch: epoch,
    versions: { candidate: null, serving: null },
    rule: lead?.rule ?? 'T22',
    scope: lead?.scope ?? ['all'],
    reason: lead?.reason ?? 'quiet',
    evidence: [],
    onset: null,
    changes: [],
    why_not: [],
    impact: { predictions: 0, units: 0 },
    target: null,
    guarantee: '',
    automation: contract.automation,
    alpha: null,
    contract_digest: report.contract_digest,
    policy_version: 0,
    heartbeat: false,
    paragraph: `${headline}: ${lead?.reason ?? 'quiet'}`,
    replay: '',
  };
}
