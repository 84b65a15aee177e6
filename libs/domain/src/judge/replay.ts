import { canonicalJson, digest } from '../canonical.js';
import type { Report } from '../report/report.js';
import type { Decision, Tick } from './decision.js';
import { foldReport } from './fold.js';
import type { JudgeState } from './state.js';

/** A decision that did not come out again as it was stored; one of the two is null when it exists on one side only. */
export interface ReplayDifference {
  readonly seq: number;
  readonly stored: Decision | null;
  readonly replayed: Decision | null;
}

/** How many decisions were compared, how many are equal to the byte, and the others; reports that are not what was judged. */
export interface ReplayResult {
  readonly compared: number;
  readonly equal: number;
  readonly differences: readonly ReplayDifference[];
  /** Orders of the reports that were judged and are missing now, or say something else than the judge was told. */
  readonly altered: readonly number[];
}

/** Folds one model's stored reports again, from the first on, and gives every decision they come to. */
function* refold(reports: Iterable<Report>): Generator<Decision, JudgeState | undefined> {
  let state: JudgeState | undefined;
  for (const report of reports) {
    const folded = foldReport(state, report);
    state = folded.state;
    yield* folded.decisions;
  }
  return state;
}

/**
 * Compares the decisions that one model's reports come to with those stored, as canonical JSON, by their order, and each
 * report with the digest on its tick: most counts move no decision, but none may differ from what was judged.
 */
export function replayDecisions(
  reports: readonly Report[],
  stored: Iterable<Decision>,
  ticks: Iterable<Pick<Tick, 'evidence_seq' | 'evidence_digest'>>,
): ReplayResult {
  const before = new Map([...stored].map((decision) => [decision.seq, decision]));
  const again = new Map([...refold(reports)].map((decision) => [decision.seq, decision]));
  const order = [...new Set([...before.keys(), ...again.keys()])].sort((a, b) => a - b);
  const differences = order.flatMap((seq): ReplayDifference[] => {
    const pair = { seq, stored: before.get(seq) ?? null, replayed: again.get(seq) ?? null };
    return canonicalJson(pair.stored) === canonicalJson(pair.replayed) ? [] : [pair];
  });
  const digests = new Map(reports.map((report) => [report.seq, digest(report)]));
  const altered = [...ticks]
    .filter(({ evidence_seq, evidence_digest }) => digests.get(evidence_seq) !== evidence_digest)
    .map(({ evidence_seq }) => evidence_seq);
  return { compared: order.length, equal: order.length - differences.length, differences, altered };
}
