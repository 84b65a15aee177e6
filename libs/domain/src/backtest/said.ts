import type { ModelContract } from '../contract/contract.js';
import type { Decision } from '../judge/decision.js';
import { foldReport } from '../judge/fold.js';
import type { JudgeState } from '../judge/state.js';
import type { Verdict } from '../judge/verdict.js';
import type { PolicyMaker } from '../policies/policy.js';
import type { Report } from '../report/report.js';

/** What was said of one report: the verdict that held, and the release it was about (null: none in flight). */
export interface Said {
  readonly report: Report;
  readonly verdict: Verdict;
  readonly release: string | null;
}

/** A judge's course over stored reports, with the decisions it made. */
export interface Course {
  readonly said: readonly Said[];
  readonly decisions: readonly Decision[];
}

/** Our judge over all reports of a model, from the first on, under contracts changed by `changed`. */
export function judgedCourse(
  reports: readonly Report[],
  changed: (contract: ModelContract) => ModelContract = (contract) => contract,
): Course {
  let state: JudgeState | undefined;
  let verdict: Verdict | undefined;
  const said: Said[] = [];
  const decisions: Decision[] = [];
  for (const report of reports) {
    const { policy } = report;
    const folded = foldReport(
      state,
      policy ? { ...report, policy: { ...policy, contract: changed(policy.contract) } } : report,
    );
    state = folded.state;
    decisions.push(...folded.decisions);
    verdict = folded.decisions.at(-1)?.vector ?? verdict;
    // The first report of a model always brings a decision.
    if (verdict) said.push({ report, verdict, release: state.world.release?.id ?? null });
  }
  return { said, decisions };
}

/** Another policy over the same reports; releases are those of our judge's course, as the ledger told them. */
export function policyCourse(maker: PolicyMaker, judged: Course, contract: ModelContract): Course {
  const policy = maker.create(contract);
  const said = judged.said.map(({ report, release }) => ({ report, verdict: policy(report), release }));
  return { said, decisions: [] };
}
