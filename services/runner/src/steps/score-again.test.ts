import { describe, expect, it } from '@jest/globals';
import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Job } from '@checkride/domain/jobs';
import { sameAnswer } from '@checkride/domain/examination/compare-answers';
import { createScoreAgainStep, type LoggedAnswers } from './score-again.js';

/** Artifacts of one number: the score is the only feature times that number. */
const FACTOR: Readonly<Record<string, number>> = { five: 0.5, six: 0.6, seven: 0.7 };
const pool = {
  score: (artifact: string, { rows, numbers }: { rows: number; numbers: Float32Array }) =>
    Promise.resolve({
      columns: 1,
      outputs: new Float32Array(rows),
      scores: Float64Array.from(numbers, (x) => x * (FACTOR[artifact] ?? Number.NaN)),
    }),
} as unknown as ScoringPool;

const record = { contract: { features: [{ name: 'x', type: 'number' }] } } as unknown as ModelRecord;
const job = {
  kind: 'fidelity',
  data: { kind: 'stored', from: 0, until: 3_600_000 },
  artifacts: { v5: 'five', v6: 'six', v7: 'seven' },
} as unknown as Job;

/** Twenty answers of each region, x from 0.1 to 1, all labelled v7 and made by what `maker` says. */
function logged(maker: (region: string, row: number) => number): LoggedAnswers {
  const rows = ['east', 'west'].flatMap((region) =>
    Array.from({ length: 20 }, (_, row) => ({ region, row, x: (row + 2) / 20 })),
  );
  return {
    answers: rows.map(({ region, row, x }) => ({
      version: 'v7',
      region,
      instance: `${region}-${row % 2}`,
      time: row * 1_000,
      given: Math.fround(x) * maker(region, row),
    })),
    rows: {
      ids: rows.map(({ region, row }) => `${region}${row}`),
      times: [],
      labels: [],
      segments: {},
      numbers: { x: rows.map(({ x }) => x) },
      categories: {},
    },
  };
}

const examine = async (answers: LoggedAnswers) =>
  (await createScoreAgainStep({ pool, loggedAnswers: () => Promise.resolve(answers) })(job, record))
    .examinations;

describe('scoring logged answers again', () => {
  it('finds nothing where the version named gives the same answers', async () => {
    expect(await examine(logged(() => 0.7))).toMatchObject([
      { region: 'east', version: 'v7', n: 20, mismatches: 0, since: null, answered_by: { v7: 20 } },
      { region: 'west', version: 'v7', n: 20, mismatches: 0 },
    ]);
  });

  it('names the version that answered, since when, and the instances', async () => {
    const found = await examine(
      logged((region, row) => (region === 'west' && row % 2 === 1 && row > 4 ? 0.6 : 0.7)),
    );
    expect(found[0]).toMatchObject({ region: 'east', mismatches: 0 });
    expect(found[1]).toEqual({
      kind: 'replay',
      over: [0, 3_600_000],
      region: 'west',
      version: 'v7',
      n: 20,
      mismatches: 8,
      since: 5_000,
      answered_by: { v6: 8, v7: 12 },
      instances: { 'west-0': [10, 0], 'west-1': [10, 8] },
    });
  });

  it('names nobody for answers that no registered version gives', async () => {
    const found = await examine(logged((region) => (region === 'west' ? 0.65 : 0.7)));
    expect(found[1]).toMatchObject({ mismatches: 20, answered_by: { v7: 0 } });
  });

  it('calls answers the same within 1e-4, of the score where that is larger than one', () => {
    expect(sameAnswer(0.5, 0.50009)).toBe(true);
    expect(sameAnswer(0.5, 0.50011)).toBe(false);
    expect(sameAnswer(1_000, 1_000.09)).toBe(true);
    expect(sameAnswer(1_000, 1_000.11)).toBe(false);
    expect(sameAnswer(Number.NaN, Number.NaN)).toBe(true);
    expect(sameAnswer(0.5, Number.NaN)).toBe(false);
  });
});
