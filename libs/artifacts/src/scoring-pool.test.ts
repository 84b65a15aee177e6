import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArtifactStore, type ArtifactStore } from './artifact-store.js';
import { createScoringPool, type ScoringPool } from './scoring-pool.js';

// y = sigmoid(x · [1, 2] + 3), one input "x" [rows, 2]: Gemm and Sigmoid, opset 17, as the ONNX checker accepts it.
const SIGMOID = Buffer.from(
  'CAk6fgoSCgF4CgFXCgFCEgF6IgRHZW1tCg8KAXoSAXAiB1NpZ21vaWQSAWcqEwgCCAEQAUIBV0oIAACAPwAAAEAqDQgBEAFCAUJKBAAAQEBaFwoBeBISChAIARIMCgYSBHJvd3MKAggCYhcKAXASEgoQCAESDAoGEgRyb3dzCgIIAUIECgAQEQ==',
  'base64',
);

// y = x + (AA → 10, UA → 20, else −1): "x" [rows, 1] numbers and "c" [rows, 1] strings, LabelEncoder of ai.onnx.ml 3.
const CATEGORIES = Buffer.from(
  'CAk60gEKcgoBYxIBbiIMTGFiZWxFbmNvZGVyKhkKDGtleXNfc3RyaW5nc0oCQUFKAlVBoAEIKhwKDXZhbHVlc19mbG9hdHM9AAAgQT0AAKBBoAEGKhcKDWRlZmF1bHRfZmxvYXQVAACAv6ABAToKYWkub25ueC5tbAoOCgF4CgFuEgF5IgNBZGQSAWdaFwoBeBISChAIARIMCgYSBHJvd3MKAggBWhcKAWMSEgoQCAgSDAoGEgRyb3dzCgIIAWIXCgF5EhIKEAgBEgwKBhIEcm93cwoCCAFCBAoAEBFCDgoKYWkub25ueC5tbBAD',
  'base64',
);

describe('the scoring pool', () => {
  let folder: string;
  let store: ArtifactStore;
  let pool: ScoringPool;
  let digest: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pool-'));
    store = createArtifactStore(folder);
    digest = await store.put(SIGMOID);
    pool = createScoringPool({ store, threads: 2 });
  });
  afterAll(async () => {
    await pool.close();
    await rm(folder, { recursive: true });
  });

  it('answers each row with what the graph computes', async () => {
    const { scores, columns } = await pool.score(digest, { rows: 2, numbers: Float32Array.of(0, 0, -1, -1) });
    expect(columns).toBe(1);
    // 1/(1 + e^-3) and 1/2, by hand.
    expect(scores[0]).toBeCloseTo(0.9525741268, 6);
    expect(scores[1]).toBeCloseTo(0.5, 6);
  });

  it('keeps the answers of many calls apart', async () => {
    const asked = Array.from({ length: 40 }, (_, i) =>
      pool.score(digest, { rows: 1, numbers: Float32Array.of(i / 10 - 5, 0) }),
    );
    for (const [i, { scores }] of (await Promise.all(asked)).entries()) {
      expect(scores[0]).toBeCloseTo(1 / (1 + Math.exp(-(i / 10 - 2))), 5);
    }
  });

  it("leaves the caller's array as it is, also a part of a larger one", async () => {
    const whole = Float32Array.of(9, 9, -1, -1, 9, 9);
    const { scores } = await pool.score(digest, { rows: 1, numbers: whole.subarray(2, 4) });
    expect(scores[0]).toBeCloseTo(0.5, 6);
    expect([...whole]).toEqual([9, 9, -1, -1, 9, 9]);
  });

  it('gives categories to the string input of a graph', async () => {
    const { scores } = await pool.score(await store.put(CATEGORIES), {
      rows: 3,
      numbers: Float32Array.of(1, 2, 3),
      categories: ['UA', 'AA', 'elsewhere'],
    });
    expect([...scores]).toEqual([21, 12, 2]);
  });

  it('shows what a graph takes and gives', async () => {
    expect(await pool.inspect(digest)).toEqual({
      inputs: [{ name: 'x', type: 'float32', shape: ['rows', 2] }],
      outputs: [{ name: 'p', type: 'float32', shape: ['rows', 1] }],
      numbersInput: 'x',
      categoriesInput: undefined,
      scoresOutput: 'p',
    });
  });

  it('scores no rows with no answer', async () => {
    expect((await pool.score(digest, { rows: 0, numbers: new Float32Array(0) })).scores).toHaveLength(0);
  });

  it('refuses rows of the wrong width and goes on working', async () => {
    const wrong = pool.score(digest, { rows: 1, numbers: Float32Array.of(1, 2, 3) });
    await expect(wrong).rejects.toMatchObject({ code: 'CHK_ARTIFACT_UNSUPPORTED' });
    const right = await pool.score(digest, { rows: 1, numbers: Float32Array.of(-1, -1) });
    expect(right.scores[0]).toBeCloseTo(0.5, 6);
  });

  it('refuses what is no graph, what is not there and what was changed on disk', async () => {
    const text = await store.put(Buffer.from('no graph'));
    await expect(pool.inspect(text)).rejects.toMatchObject({ code: 'CHK_ARTIFACT_UNSUPPORTED' });
    await expect(pool.inspect('0'.repeat(64))).rejects.toMatchObject({ code: 'CHK_ARTIFACT_MISSING' });
    const changed = await store.put(Buffer.concat([SIGMOID, Buffer.from([0x12, 0])]));
    await writeFile(store.path(changed), SIGMOID);
    await expect(pool.inspect(changed)).rejects.toMatchObject({ code: 'CHK_ARTIFACT_CORRUPT' });
  });

  it('finishes what was asked before it closes, and takes nothing after', async () => {
    const other = createScoringPool({ store, threads: 1 });
    const asked = other.score(digest, { rows: 1, numbers: Float32Array.of(-1, -1) });
    await other.close();
    expect((await asked).scores[0]).toBeCloseTo(0.5, 6);
    await expect(other.inspect(digest)).rejects.toMatchObject({ code: 'CHK_ARTIFACT_FAILED' });
  });
});
