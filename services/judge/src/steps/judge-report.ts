import { foldReport, type JudgeFold } from '@checkride/domain/judge/fold';
import type { JudgeState } from '@checkride/domain/judge/state';
import type { Report } from '@checkride/domain/report/report';

/** Folds a report into its model's state: the judge itself. */
export function createJudgeReportStep() {
  return function judgeReport(state: JudgeState | undefined, report: Report): JudgeFold {
    return foldReport(state, report);
  };
}
