import { describe, expect, it } from '@jest/globals';
import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Job } from '@checkride/domain/jobs';
import { goldenRows } from './golden-rows.js';
import { createProbeStep, type ProbedServing } from './probe-serving.js';

const FACTOR: Readonly<Record<string, number>> = { six: 6, seven: 7 };
const pool = {
  score: (artifact: string, { rows, numbers }: { rows: number; numbers: Float32Array }) =>
    Promise.resolve({
      columns: 1,
      outputs: new Float32Array(rows),
      scores: Float64Array.from(numbers, (x) => x * (FACTOR[artifact] ?? Number.NaN)),
    }),
} as unknown as ScoringPool;

const record = {
  model: 'm',
  contract: { region: 'region', features: [{ name: 'x', type: 'number' }] },
} as unknown as ModelRecord;
const job = {
  kind: 'probe',
  data: { kind: 'stored', from: 0, until: 3_600_000 },
  artifacts: { v6: 'six', v7: 'seven' },
  golden: { v7: 'golden' },
} as unknown as Job;

const x = Array.from({ length: 40 }, (_, row) => row + 1);
const golden = goldenRows(
  { ids: x.map(String), times: [], labels: [], segments: {}, numbers: { x }, categories: {} },
  Float64Array.from(x, (value) => 7 * value),
);

/** A serving that multiplies by a number of its own, whatever version it is asked for. */
const serving = (region: string, factor: number): ProbedServing => ({
  region,
  serving: {
    probe: (_model, version, rows) =>
      Promise.resolve({
        instance: `${region}-1`,
        answers: rows.map(({ id, features }) => ({
          id,
          version,
          score: Number(features['x']) * factor,
          status: 'ok',
          error_code: null,
        })),
      }),
  },
});

describe('golden rows sent to serving', () => {
  const probe = createProbeStep({
    servings: [serving('east', 7), serving('west', 6)],
    readArtifact: () => Promise.resolve(golden),
    pool,
  });

  it('tell in which region another version answers, and by which instance', async () => {
    const { examinations } = await probe(job, record);
    expect(examinations).toMatchObject([
      { kind: 'probe', region: 'east', version: 'v7', n: 32, mismatches: 0, answered_by: { v7: 32 } },
      {
        region: 'west',
        n: 32,
        mismatches: 32,
        answered_by: { v6: 32, v7: 0 },
        instances: { 'west-1': [32, 32] },
        since: 3_600_000,
      },
    ]);
  });

  it('are the same rows for the same version, whatever order they came in', () => {
    const order = [...x].reverse();
    const again = goldenRows(
      { ids: order.map(String), times: [], labels: [], segments: {}, numbers: { x: order }, categories: {} },
      Float64Array.from(order, (value) => 7 * value),
    );
    expect(again.equals(golden)).toBe(true);
  });
});
