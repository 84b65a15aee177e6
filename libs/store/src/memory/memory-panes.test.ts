import { describe, expect, test } from '@jest/globals';
import { createMemoryPanes } from './memory-panes.js';
import type { PanePlan } from './plan.js';
import type { StoredPrediction } from './stored-rows.js';

const MINUTE = 60_000;
const plan: PanePlan = {
  model: 'm',
  grid: 'g',
  task: 'binary',
  base_ms: MINUTE,
  lateness_ms: 5_000,
  slow_lag_ms: 120_000,
  mature_ms: 0,
  batch_ms: 0,
  drift_ms: 60 * MINUTE,
  epochs: [86_400_000],
  kpis: [],
  kpi_lower: [],
  positive_only: false,
  threshold: 0.5,
  wrong_above: Number.MAX_VALUE,
  slow_ms: 100,
  segments: ['region'],
  segment_values: [['eu']],
  region: 1,
  num: ['x'],
  num_low: [0],
  num_high: [10],
  num64: [],
  num64_low: [],
  num64_high: [],
  cat: [],
  cat_checked: [],
  score_low: 0,
  score_high: 1,
};

const row = (more: Partial<StoredPrediction>): StoredPrediction => ({
  id: 'a',
  version: 'v1',
  arm: 'live',
  eventTime: 1_000,
  appendedAt: 2_000,
  window: 0,
  late: false,
  delivery: 1,
  artifact: '',
  instance: '',
  runtime: '',
  revision: 1,
  unit: 1,
  batch: 1,
  segments: ['eu'],
  status: 'ok',
  latency: 10,
  score: 0.7,
  certainty: 0.7,
  class: '',
  num: [1],
  num64: [],
  cat: [],
  ...more,
});

async function paned(rows: readonly StoredPrediction[]) {
  const store = createMemoryPanes();
  await store.savePlan({ plan, grids: [] });
  for (const one of rows) store.tables('m').addPrediction(one);
  const ranges = [{ model: 'm', grid: 'g', range: [0, MINUTE] as const }];
  await store.fillServing(ranges);
  return { store, ranges, serving: await store.readServing(ranges) };
}

describe('panes in memory', () => {
  test('the first delivery of an answer counts, whichever came to the store first', async () => {
    const { serving } = await paned([row({ delivery: 2, score: 0.1 }), row({ delivery: 1, score: 0.9 })]);
    expect(serving.map(({ region, n, positives }) => [region, n, positives])).toEqual([
      ['all', 1, 1],
      ['eu', 1, 1],
    ]);
  });

  test('a region the plan does not tell apart is other, and a unit in two regions is one unit', async () => {
    const { serving } = await paned([row({ id: 'a' }), row({ id: 'b', segments: ['us'] })]);
    expect(serving.map(({ region, n, units }) => [region, n, units])).toEqual([
      ['all', 2, 1],
      ['eu', 1, 1],
      ['other', 1, 1],
    ]);
  });

  test('missing and illegal values are told apart', async () => {
    const { serving } = await paned([
      row({ id: 'a', num: [NaN] }),
      row({ id: 'b', num: [11] }),
      row({ id: 'c', num: [10] }),
    ]);
    expect(serving[0]).toMatchObject({ num_missing: [1], num_outside: [1] });
  });

  test('a late copy of an answer that came in time is not late', async () => {
    const { store, ranges } = await paned([
      row({ id: 'a' }),
      row({ id: 'a', late: true, delivery: 2, appendedAt: 70_000 }),
      row({ id: 'b', late: true, delivery: 3, appendedAt: 70_000 }),
    ]);
    expect(await store.readLate(ranges)).toEqual([
      { model: 'm', window: 0, version: 'v1', revision: 1, region: 'eu', n: 1 },
    ]);
  });

  test('a window whose region names two routes draws no contrast', async () => {
    const role = { model: 'm', release: 'r', released_at: 0, randomised_by: 'request' };
    const roles = [1, 2].flatMap((revision) => [
      { ...role, revision, version: 'v1', role: 'control' },
      { ...role, revision, version: 'v2', role: 'candidate' },
    ]);
    const answers = [row({ id: 'a' }), row({ id: 'b', version: 'v2', status: 'error' })];
    const cells = async (rows: readonly StoredPrediction[]) => {
      const { store, ranges } = await paned(rows);
      await store.saveRoles(roles);
      await store.fillServingContrasts(ranges);
      return (await store.readContrasts(ranges)).filter(
        ({ metric, segment }) => metric === 'error' && segment === 'all',
      );
    };
    expect(await cells(answers)).toEqual([
      expect.objectContaining({ candidate_n: 1, candidate_k: 1, control_n: 1, control_k: 0, revision: 1 }),
    ]);
    expect(await cells([...answers, row({ id: 'c', revision: 2 })])).toEqual([]);
    // Whom a window sent to one role only counts for how traffic is divided: else a small candidate seems larger.
    expect(await cells(answers.slice(0, 1))).toEqual([
      expect.objectContaining({ candidate_n: 0, control_n: 1, revision: 1 }),
    ]);
  });
});
