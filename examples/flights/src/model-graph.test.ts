import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArtifactStore, type ArtifactStore } from '@checkride/artifacts/artifact-store';
import { createScoringPool, type ScoringPool } from '@checkride/artifacts/scoring-pool';
import { FEATURES } from './features.js';
import { predict, type LogisticModel } from './logistic-model.js';
import { modelGraph } from './model-graph.js';
import { inMiles } from './western-units.js';

const ROWS = 1000;
const MODEL: LogisticModel = {
  design: 'distance-by-hour',
  intercept: -1.5,
  terms: [
    { term: 'distance', column: 1, mean: 727, scale: 573, weight: 0.155 },
    { term: 'origin_late_rate', column: 2, mean: 0.19, scale: 0.13, weight: 0.47 },
    { term: 'destination_late_rate', column: 3, mean: 0.19, scale: 0.13, weight: 0.5 },
    { term: 'origin_longitude', column: 4, mean: -94, scale: 18, weight: -0.01 },
    { term: 'distance × hour', column: 5, mean: 9572, scale: 8835, weight: -0.195 },
  ],
  hours: Array.from({ length: 24 }, (_, hour) => (hour - 12) / 10),
};

/** Rows over the whole range of each input (a linear congruential generator), one distance in fifty missing. */
function rows(): Float32Array {
  let state = 1;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  return Float32Array.from({ length: ROWS }, () => 0).reduce<Float32Array>(
    (all, _, row) => {
      all.set(
        [
          Math.floor(next() * 24),
          row % 50 === 0 ? Number.NaN : 21 + next() * 4900,
          next(),
          next(),
          -170 + next() * 110,
        ],
        row * FEATURES.length,
      );
      return all;
    },
    new Float32Array(ROWS * FEATURES.length),
  );
}

describe('the ONNX graph of a model', () => {
  let folder: string;
  let store: ArtifactStore;
  let pool: ScoringPool;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graph-'));
    store = createArtifactStore(folder);
    pool = createScoringPool({ store, threads: 1 });
  });
  afterAll(async () => {
    await pool.close();
    await rm(folder, { recursive: true });
  });

  it('answers 1 000 rows as the formula does', async () => {
    const values = rows();
    const { scores } = await pool.score(await store.put(modelGraph(MODEL)), { rows: ROWS, numbers: values });
    const expected = Array.from({ length: ROWS }, (_, row) => predict(MODEL, values, row * FEATURES.length));
    const furthest = Math.max(...expected.map((score, row) => Math.abs(score - scores[row]!)));
    expect(furthest).toBeLessThan(2e-6);
  });

  it('takes the contract features in order and gives one probability', async () => {
    expect(await pool.inspect(await store.put(modelGraph(MODEL)))).toMatchObject({
      inputs: [{ name: 'features', type: 'float32', shape: ['rows', FEATURES.length] }],
      outputs: [{ name: 'probability', type: 'float32', shape: ['rows', 1] }],
    });
  });

  it('with the fault is right on the table of v2 and wrong on miles, in the west only', async () => {
    const values = rows();
    const digest = await store.put(modelGraph(MODEL, { westInThousandKilometres: true }));
    const { scores } = await pool.score(digest, { rows: ROWS, numbers: values });
    const converted = inMiles(values);
    for (let row = 0; row < ROWS; row++) {
      const at = row * FEATURES.length;
      expect(scores[row]).toBeCloseTo(predict(MODEL, converted, at), 4);
      const isWest = values[at + 4]! > -130 && values[at + 4]! <= -115;
      expect(Object.is(converted[at + 1], values[at + 1])).toBe(!isWest || Number.isNaN(values[at + 1]));
    }
  });
});
