import type { Batch } from '@checkride/artifacts/scoring-messages';
import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { ModelContract } from '@checkride/domain/contract/contract';
import { CheckrideError } from '@checkride/domain/errors';
import type { RouteRecord } from '@checkride/domain/release';
import type { RoutedGroup } from './route-rows.js';
import type { ScoreRow } from '../adapters/score-request.js';

/** What a version answered to its rows: a score each, or one error for all; `latencyMs` is the time of the whole call. */
export interface GroupAnswer {
  readonly group: RoutedGroup;
  readonly artifact: string | null;
  readonly scores: Float64Array | null;
  readonly errorCode: string | null;
  readonly latencyMs: number;
}

/** Scores each group with the artifact its version is registered under; a failure is an answer of status `error`, never a crash. */
export function createScoreGroupStep(pool: ScoringPool, now: () => number) {
  return async function scoreGroup(
    route: RouteRecord,
    contract: ModelContract,
    rows: readonly ScoreRow[],
    group: RoutedGroup,
  ): Promise<GroupAnswer> {
    const artifact = route.artifacts[group.version] ?? null;
    const before = now();
    const constant = constantOf(contract, group.version);
    if (constant !== null) {
      const scores = new Float64Array(group.positions.length).fill(constant);
      return { group, artifact: null, scores, errorCode: null, latencyMs: now() - before };
    }
    try {
      if (artifact === null)
        throw new CheckrideError(
          'CHK_ARTIFACT_MISSING',
          `version ${group.version} of ${route.model} has no registered artifact`,
        );
      const { scores } = await pool.score(
        artifact,
        tensors(
          contract,
          group.positions.map((position) => rows[position] as ScoreRow),
        ),
      );
      return { group, artifact, scores, errorCode: null, latencyMs: now() - before };
    } catch (error) {
      const errorCode = error instanceof CheckrideError ? error.code : 'CHK_ARTIFACT_UNSUPPORTED';
      return { group, artifact, scores: null, errorCode, latencyMs: now() - before };
    }
  };
}

/** The version under which a contract's constant fallback is routed answers that constant to every row. */
const constantOf = ({ fallback }: ModelContract, version: string): number | null =>
  version === 'fallback' && fallback !== null && 'constant' in fallback ? fallback.constant : null;

function tensors(contract: ModelContract, rows: readonly ScoreRow[]): Batch {
  const numeric = contract.features.filter(({ type }) => type !== 'category');
  const categorical = contract.features.filter(({ type }) => type === 'category');
  const numbers = new Float32Array(rows.length * numeric.length);
  let at = 0;
  for (const { features } of rows) for (const { name } of numeric) numbers[at++] = numberOf(features[name]);
  const categories = rows.flatMap(({ features }) =>
    categorical.map(({ name }) => String(features[name] ?? '')),
  );
  return { rows: rows.length, numbers, ...(categorical.length > 0 ? { categories } : {}) };
}

const numberOf = (value: number | string | boolean | null | undefined): number =>
  typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : Number.NaN;
