import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { GateResult } from '@checkride/domain/contract/gate';
import type { ModelContract } from '@checkride/domain/contract/contract';
import { pick, type Rows } from '../rows.js';
import { scoreRows } from './score-rows.js';

const ROWS = 1_000;
const SINGLE_CALLS = 200;

/** What a trial of the artifact showed: whether it can be served, and how long one row takes (ms, 95th percentile). */
export interface ArtifactTrial {
  readonly result: GateResult;
  readonly latencyP95Ms: number;
}

/** Scores 1 000 rows at once and by hundreds: answers must be finite, agree, and be probabilities for binary tasks. */
export async function checkArtifact(
  pool: ScoringPool,
  artifact: string,
  contract: ModelContract,
  rows: Rows,
  now: () => number,
): Promise<ArtifactTrial> {
  const some = pick(
    rows,
    rows.ids.slice(0, ROWS).map((_, row) => row),
  );
  const whole = await scoreRows(pool, artifact, contract, some, ROWS);
  const parts = await scoreRows(pool, artifact, contract, some, 100);
  const bad = [...whole].filter(
    (score, row) =>
      !agrees(score, parts[row] ?? Number.NaN) || (contract.task === 'binary' && (score < 0 || score > 1)),
  ).length;
  const times: number[] = [];
  for (let call = 0; call < Math.min(SINGLE_CALLS, some.ids.length); call += 1) {
    const one = pick(some, [call]);
    const before = now();
    await scoreRows(pool, artifact, contract, one);
    times.push(now() - before);
  }
  times.sort((a, b) => a - b);
  const detail =
    bad === 0
      ? `${whole.length} rows answered alike at once and by hundreds`
      : `${bad} of ${whole.length} answers are not finite, not probabilities or depend on the batch`;
  return {
    result: {
      gate: 'artifact answers',
      passed: bad === 0 && whole.length > 0,
      outcome: bad === 0 && whole.length > 0 ? 'pass' : 'fail',
      observed: bad,
      limit: 0,
      detail,
    },
    latencyP95Ms: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
  };
}

const agrees = (a: number, b: number): boolean =>
  Number.isFinite(a) && Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a));
