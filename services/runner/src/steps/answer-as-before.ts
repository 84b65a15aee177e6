import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import type { ExaminationResult, Job } from '@checkride/domain/jobs';
import type { Window } from '@checkride/domain/window';
import type { Rows } from '../rows.js';
import { rangeOf } from './score-again.js';
import { scoreRows } from './score-rows.js';

/** What comparing two versions on labelled rows needs from outside. */
export interface AnswerAsBeforePorts {
  /** A sample of a range's rows whose labels are mature, as known then. */
  readonly labelledSample: (record: ModelRecord, range: Window) => Promise<Rows>;
  readonly pool: ScoringPool;
}

/** Carries out a counterfactual order: what both versions would have answered, and how often only one is wrong. */
export function createAnswerAsBeforeStep({ labelledSample, pool }: AnswerAsBeforePorts) {
  return async function answerAsBefore(job: Job, record: ModelRecord): Promise<ExaminationResult> {
    const over = rangeOf(job);
    const { version: newer, against: older = '', artifacts = {} } = job;
    const [after, before] = [artifacts[newer], artifacts[older]];
    if (after === undefined || before === undefined)
      throw new CheckrideError(
        'CHK_JOB_FAILED',
        `${job.model}: ${newer} or ${older} has no registered artifact`,
        {
          remedy: 'Compare versions that were trained here.',
        },
      );
    const { contract } = record;
    const rows = await labelledSample(record, over);
    const pairs = discordantPairs(
      contract,
      rows.labels,
      await scoreRows(pool, after, contract, rows),
      await scoreRows(pool, before, contract, rows),
    );
    return {
      kind: 'examination',
      examinations: [],
      counterfactuals: [{ over, newer, older, ...pairs }],
    };
  };
}

/**
 * Rows on which only one of two versions is wrong: on the other side of the threshold than the label for binary tasks,
 * else the one farther from the label.
 */
export function discordantPairs(
  { task, threshold }: Pick<ModelContract, 'task' | 'threshold'>,
  labels: readonly number[],
  newer: ArrayLike<number>,
  older: ArrayLike<number>,
): { newer_worse: number; older_worse: number } {
  let [newer_worse, older_worse] = [0, 0];
  labels.forEach((label, row) => {
    const loss = (score = Number.NaN): number =>
      task === 'binary' ? Number(score >= threshold !== label >= 0.5) : Math.abs(score - label);
    const [a, b] = [loss(newer[row]), loss(older[row])];
    if (a > b) newer_worse += 1;
    if (b > a) older_worse += 1;
  });
  return { newer_worse, older_worse };
}
