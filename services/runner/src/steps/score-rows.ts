import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { Batch } from '@checkride/artifacts/scoring-messages';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Rows } from '../rows.js';

const BATCH = 1_000;

/** Scores rows with an artifact, features in contract order as a 32-bit tensor, `batch` rows a call. */
export async function scoreRows(
  pool: ScoringPool,
  artifact: string,
  contract: ModelContract,
  rows: Rows,
  batch = BATCH,
): Promise<Float64Array> {
  const scores = new Float64Array(rows.ids.length);
  for (let from = 0; from < scores.length; from += batch) {
    const until = Math.min(scores.length, from + batch);
    scores.set((await pool.score(artifact, tensors(contract, rows, from, until))).scores, from);
  }
  return scores;
}

function tensors(contract: ModelContract, rows: Rows, from: number, until: number): Batch {
  const numeric = contract.features
    .filter(({ type }) => type !== 'category')
    .map(({ name }) => rows.numbers[name] ?? []);
  const categorical = contract.features
    .filter(({ type }) => type === 'category')
    .map(({ name }) => rows.categories[name] ?? []);
  const numbers = new Float32Array((until - from) * numeric.length);
  numeric.forEach((column, feature) => {
    for (let row = from; row < until; row += 1)
      numbers[(row - from) * numeric.length + feature] = column[row] ?? Number.NaN;
  });
  const categories: string[] = [];
  for (let row = from; row < until; row += 1)
    for (const column of categorical) categories.push(column[row] ?? '');
  return { rows: until - from, numbers, ...(categorical.length > 0 ? { categories } : {}) };
}
