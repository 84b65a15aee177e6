import { describe, expect, test } from '@jest/globals';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { CohortRow } from '@checkride/store/queries/read-cohorts.query';
import type { DriftRow } from '@checkride/store/queries/read-drift.query';
import type { ServingRow } from '@checkride/store/queries/read-serving.query';
import { checkCells } from './check-cells.js';
import { cohortCells } from './cohort-cells.js';
import { driftCells } from './drift-cells.js';
import { servingCells } from './serving-cells.js';

const HOUR = 3_600_000;
const record = {
  contract: {
    windows: { base_ms: HOUR, drift_ms: HOUR },
    features: [
      { name: 'amount', type: 'number', min: 0, source: 'billing' },
      { name: 'plan', type: 'category', values: ['a'] },
      { name: 'flag', type: 'boolean' },
    ],
    labels: { batch_ms: 2 * HOUR },
  },
  slots: [
    { feature: 'gone', type: 'number', array: 'num', slot: 1, retired: true },
    { feature: 'amount', type: 'number', array: 'num', slot: 2, retired: false },
    { feature: 'flag', type: 'boolean', array: 'num', slot: 3, retired: false },
    { feature: 'plan', type: 'category', array: 'cat', slot: 1, retired: false },
  ],
  reference: {
    numeric: [{ feature: 'amount', edges: [10], counts: [50, 50] }],
    categorical: [{ feature: 'plan', values: ['a'], counts: [90, 10] }],
    score: { low: 0, high: 1, counts: [100] },
  },
} as unknown as ModelRecord;

const serving = (more: Partial<ServingRow>): ServingRow => ({
  model: 'm',
  window: 0,
  version: 'v1',
  arm: 'live',
  role: 'control',
  region: 'all',
  n: 10,
  errors: 0,
  timeouts: 0,
  slow: 0,
  units: 10,
  positives: 0,
  num_missing: [10, 1, 2],
  num_outside: [0, 3, 0],
  num64_missing: [],
  num64_outside: [],
  cat_missing: [4],
  cat_unseen: [5],
  latency: Array.from({ length: 128 }, (_, i) => (i === 15 ? 10 : 0)),
  revisions: { 10: 4, 9: 6, 0: 0 },
  artifacts: { b: 1, a: 9, '': 0 },
  instances: {},
  runtimes: {},
  ...more,
});

describe('serving cells', () => {
  test('have quantiles inside their latency bin, revisions as numbers in order, and no row for what was not told', () => {
    const [cell] = servingCells([serving({})], []);
    // Bin 15 spans 0.25·2^(14/7) = 1 ms to 0.25·2^(15/7) = 1.104 ms; the median stands halfway in the logarithm: 2^(1/14).
    expect(cell?.latency_p50).toBeCloseTo(2 ** (1 / 14), 5);
    expect(cell?.revisions).toEqual([9, 10]);
    expect(Object.keys(cell?.artifacts ?? {})).toEqual(['a', 'b']);
  });

  test('count the late answers that are due, by region and over all', () => {
    const late = [
      { model: 'm', window: 0, version: 'v1', revision: 1, region: 'eu', n: 2 },
      { model: 'm', window: 0, version: 'v1', revision: 1, region: 'us', n: 3 },
    ];
    const cells = servingCells([serving({}), serving({ region: 'eu' })], late);
    expect(cells.map(({ region, late: n }) => [region, n])).toEqual([
      ['all', 5],
      ['eu', 2],
    ]);
  });
});

describe('check cells', () => {
  test('are null for every feature, range where one is set, unseen where values are known; retired slots are gone', () => {
    const cells = checkCells([serving({})], record).map(({ check, feature, k }) => [feature, check, k]);
    expect(cells).toEqual([
      ['amount', 'null', 1],
      ['amount', 'range', 3],
      ['flag', 'null', 2],
      ['plan', 'null', 4],
      ['plan', 'unseen', 5],
    ]);
  });

  test('put versions of one role together and leave shadow answers out', () => {
    const rows = [
      serving({}),
      serving({ version: 'v0' }),
      serving({ version: 'v9', arm: 'shadow', role: 'shadow' }),
    ];
    expect(checkCells(rows, record).every(({ n, role }) => n === 20 && role === 'control')).toBe(true);
  });
});

describe('drift cells', () => {
  const due = (...rows: DriftRow[]) => ({ drift: rows, driftPast: [] });
  const drift = (more: Partial<DriftRow>): DriftRow => ({
    model: 'm',
    from: 0,
    region: 'all',
    slots: 'num',
    slot: 2,
    version: '',
    nulls: 0,
    bins: [75, 25],
    ...more,
  });

  test('have PSI, its noise and KS as a hand calculation gives', () => {
    const [cell] = driftCells(due(drift({})), record, () => false);
    // (.5-.75)·ln(.5/.75) + (.5-.25)·ln(.5/.25) = .274653; noise (2-1)(1/100 + 1/100) = .02; KS |.5-.75| = .25.
    expect(cell?.psi).toBeCloseTo(0.274653, 6);
    expect(cell?.psi_noise).toBe(0.02);
    expect(cell?.ks).toBe(0.25);
    expect(cell?.source).toBe('billing');
  });

  test('have no distribution function for categories', () => {
    const [cell] = driftCells(due(drift({ slots: 'cat', slot: 1 })), record, () => false);
    expect([cell?.feature, cell?.ks, cell?.ks_noise]).toEqual(['plan', null, null]);
  });

  test('hold a window against the pooled day before it, the window before it, and the same hour of yesterday', () => {
    const at = (hour: number, bins: number[]): DriftRow => drift({ from: hour * HOUR, bins });
    const steady = Array.from({ length: 23 }, (_, i) => at(i + 1, [50, 50]));
    const past = [at(0, [90, 10]), ...steady];
    const [cell] = driftCells({ drift: [at(24, [75, 25])], driftPast: past }, record, () => false);
    // Pooled [1240, 1160] of 2 400: (.51667-.75)·ln(.51667/.75) + (.48333-.25)·ln(.48333/.25) = .240782, noise 1/2400 + 1/100;
    // before .274653 as above; yesterday (.9-.75)·ln(.9/.75) + (.1-.25)·ln(.1/.25) = .164792.
    expect(cell?.recent?.psi).toBeCloseTo(0.240782, 5);
    expect(cell?.recent?.psi_noise).toBeCloseTo(0.0104167, 6);
    expect(cell?.recent?.step_psi).toBeCloseTo(0.274653, 6);
    expect(cell?.recent?.day_psi).toBeCloseTo(0.164792, 6);
  });

  test('say nothing of the recent past before half a day of it is known, nor of yesterday before there was one', () => {
    const at = (hour: number): DriftRow => drift({ from: hour * HOUR });
    const held = (hours: number) =>
      driftCells(
        { drift: [at(hours)], driftPast: Array.from({ length: hours }, (_, i) => at(i)) },
        record,
        () => false,
      );
    expect(held(11)[0]?.recent).toBeNull();
    expect(held(12)[0]?.recent).toMatchObject({ psi: 0, day_psi: null });
  });

  test('leave out small regions, bins of another grid and scores of a candidate', () => {
    const rows = [
      drift({ region: 'eu' }),
      drift({ region: 'us', bins: [200, 100] }),
      drift({ slot: 1 }),
      drift({ slots: 'cat', slot: 1, bins: [1, 2, 3] }),
      drift({ slots: 'score', slot: 0, version: 'v1', bins: [40] }),
      drift({ slots: 'score', slot: 0, version: 'v2', bins: [7] }),
    ];
    const cells = driftCells(due(...rows), record, (version) => version === 'v2');
    expect(cells.map(({ feature, region, n }) => [feature, region, n])).toEqual([
      ['amount', 'us', 300],
      ['score', 'all', 40],
    ]);
  });
});

describe('cohort cells', () => {
  test('add the hours of a cohort as integers', () => {
    const hour = (start: number, positives: number[], negatives: number[]): CohortRow => ({
      model: 'm',
      hour: start,
      version: 'v1',
      role: start === 0 ? 'sole' : 'control',
      region: 'all',
      n: 10,
      labelled: 6,
      positives: 3,
      tp: 2,
      fp: 1,
      fn: 1,
      tn: 2,
      log_loss: 5,
      brier: 7,
      batch_n: [6, 0],
      batch_loss: [7, 0],
      bin_n: [6],
      bin_loss: [7],
      score_positives: positives,
      score_negatives: negatives,
      delays: { 0: 4, 1: 2 },
      delay_positives: { 1: 2 },
      delay_losses: { 0: 3, 1: 4 },
      revisions: {},
    });
    const [cell] = cohortCells([hour(HOUR, [0, 3], [2, 1]), hour(0, [1, 2], [3, 0])], record.contract);
    expect(cell).toMatchObject({
      over: [0, 2 * HOUR],
      n: 20,
      labelled: 12,
      tp: 4,
      role: 'control',
      brier: 14,
    });
    expect(cell?.batches).toEqual([
      [12, 14],
      [0, 0],
    ]);
    // Ages 0 and 1 of hour 0, ages 0 and 1 of hour 1: the middle hour holds labels of both.
    expect(cell?.observed).toEqual([
      [0, 4, 0, 3],
      [HOUR, 6, 2, 7],
      [2 * HOUR, 2, 2, 4],
    ]);
    // Positives 1 low, 5 high; negatives 5 low, 1 high: (1·2.5 + 5·(5 + .5)) / 36 = .8333.
    expect(cell?.auc).toBeCloseTo(30 / 36, 9);
  });
});
