import type { JudgeState } from '@checkride/domain/judge/state';
import type { FoldStep } from '@checkride/messaging/fold';
import type { InboundRecord } from '@checkride/messaging/records';
import type { createJudgeReportStep } from './steps/judge-report.js';
import type { createReadReportStep } from './steps/read-report.js';
import type { createWriteDecisionsStep } from './steps/write-decisions.js';

/** The judge's steps, in the order a report goes through them. */
export interface JudgeSteps {
  readonly readReport: ReturnType<typeof createReadReportStep>;
  readonly judgeReport: ReturnType<typeof createJudgeReportStep>;
  readonly writeDecisions: ReturnType<typeof createWriteDecisionsStep>;
}

/** A report's way through the judge: read → judged → its decisions and its tick, written with the state or not at all. */
export function createJudgePipeline({ readReport, judgeReport, writeDecisions }: JudgeSteps) {
  return function run(state: JudgeState | undefined, record: InboundRecord): FoldStep<JudgeState> | null {
    const report = readReport(record);
    if (report === null) return null;
    const folded = judgeReport(state, report);
    return { model: report.model, state: folded.state, outputs: writeDecisions(folded, record.partition) };
  };
}
