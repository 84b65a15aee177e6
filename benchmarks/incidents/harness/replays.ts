import { canonicalJson } from '@checkride/domain/canonical';
import type { Decision } from '@checkride/domain/judge/decision';
import { ruleOn } from '@checkride/domain/judge/fold';
import type { JudgeState } from '@checkride/domain/judge/state';
import type { Report } from '@checkride/domain/report/report';

/** How many decisions were made again from stored evidence, and how many of them came out the same to the byte. */
export interface Replays {
  readonly decisions: number;
  readonly same: number;
}

/** Folds a report again as replay does, state and report being read from JSON, and compares what is decided. */
export function replay(
  before: JudgeState | undefined,
  report: Report,
  decided: readonly Decision[],
): Replays {
  if (decided.length === 0) return { decisions: 0, same: 0 };
  const stored = JSON.parse(JSON.stringify({ state: before, report })) as {
    readonly state?: JudgeState;
    readonly report: Report;
  };
  const again = ruleOn(stored.state, stored.report).decisions.map(canonicalJson);
  const same = decided.filter((decision, i) => canonicalJson(decision) === again[i]).length;
  // A decision too many makes those that came out the same another answer all the same.
  return { decisions: decided.length, same: again.length === decided.length ? same : 0 };
}
