import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import type { ExaminationResult, Job } from '@checkride/domain/jobs';
import type { Window } from '@checkride/domain/window';
import { pick, type Rows } from '../rows.js';
import { differs, examinationCells, type Compared } from '@checkride/domain/examination/compare-answers';
import { scoreRows } from './score-rows.js';

/** Answers as logged beside the features they were made from, in the same order. */
export interface LoggedAnswers {
  readonly answers: readonly Omit<Compared, 'again'>[];
  readonly rows: Rows;
}

/** What scoring again needs from outside. */
export interface ScoreAgainPorts {
  readonly loggedAnswers: (
    record: ModelRecord,
    range: Window,
    versions: readonly string[],
  ) => Promise<LoggedAnswers>;
  readonly pool: ScoringPool;
}

/**
 * Carries out a fidelity order: a sample of the range's answers is scored again by the version each names, and where
 * that gives another answer by every registered version, so that the one that really answered is known.
 */
export function createScoreAgainStep({ loggedAnswers, pool }: ScoreAgainPorts) {
  return async function scoreAgain(job: Job, record: ModelRecord): Promise<ExaminationResult> {
    const range = rangeOf(job);
    const artifacts = job.artifacts ?? {};
    const { contract } = record;
    const { answers, rows } = await loggedAnswers(record, range, Object.keys(artifacts));
    const again = new Float64Array(answers.length);
    for (const [version, artifact] of Object.entries(artifacts)) {
      const own = placesOf(answers, (answer) => answer.version === version);
      const scores = await scoreRows(pool, artifact, contract, pick(rows, own));
      own.forEach((place, i) => (again[place] = scores[i] ?? Number.NaN));
    }
    const compared = answers.map((answer, place) => ({ ...answer, again: again[place] ?? Number.NaN }));
    const differing = pick(rows, placesOf(compared, differs));
    const others: Record<string, Float64Array> = {};
    if (differing.ids.length > 0)
      for (const [version, artifact] of Object.entries(artifacts))
        others[version] = await scoreRows(pool, artifact, contract, differing);
    return {
      kind: 'examination',
      examinations: examinationCells('replay', range, compared, others),
      counterfactuals: [],
    };
  };
}

/** The range of answers an order is about; CHK_JOB_FAILED for an order about a file. */
export function rangeOf({ data, kind }: Job): Window {
  if (data.kind === 'stored') return [data.from, data.until];
  throw new CheckrideError('CHK_JOB_FAILED', `a ${kind} order names a file instead of a range of answers`, {
    remedy: 'Order it over stored answers.',
  });
}

const placesOf = <T>(values: readonly T[], holds: (value: T) => boolean): number[] =>
  values.flatMap((value, place) => (holds(value) ? [place] : []));
