import { describe, expect, test } from '@jest/globals';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { countingPlan, gridId } from './counting-plan.js';

const record = (more: Partial<ModelRecord> = {}): ModelRecord =>
  ({
    model: 'm',
    contract_digest: 'c1',
    contract: {
      model: 'm',
      task: 'binary',
      threshold: 0.5,
      source: { clock: 'live', predictions: 'p', lag: 1 },
      windows: { base_ms: 60_000, lateness_ms: 5_000, drift_ms: 3_600_000 },
      features: [
        { name: 'age', type: 'number', min: 18, source: 'crm' },
        { name: 'plan', type: 'category', values: ['gold'] },
      ],
      segments: ['tier', 'region'],
      region: 'region',
      randomised_by: 'unit',
      labels: { mature_after_ms: 2 * 86_400_000, batch_ms: 60_000 },
      kpis: [{ name: 'sale', unit: 'account', better: 'lower', horizon_ms: 3_600_000 }],
      gates: { monitor: { slo: { latency_ms: null, error_rate: null }, risk_tolerance: 0.1 } },
    },
    slots: [
      { feature: 'age', type: 'number', array: 'num', slot: 2, retired: false },
      { feature: 'old', type: 'number', array: 'num', slot: 1, retired: true },
      { feature: 'plan', type: 'category', array: 'cat', slot: 1, retired: false },
    ],
    reference: null,
    ...more,
  }) as unknown as ModelRecord;

const reference = {
  digest: 'r1',
  numeric: [{ feature: 'age', edges: [30, 50], counts: [1, 2, 3], missing: 4 }],
  categorical: [{ feature: 'plan', values: ['silver'], counts: [5, 6], missing: 0 }],
  score: { low: 0, high: 1, counts: [1, 1, 1, 1] },
  segments: { region: ['eu', 'us'] },
} as unknown as ModelRecord['reference'];

describe('a counting plan', () => {
  test('names features and limits by slot, retired ones empty, without a reference', () => {
    const { plan } = countingPlan(record());
    expect(plan).toMatchObject({
      num: ['', 'age'],
      num_low: [-Number.MAX_VALUE, 18],
      cat: ['plan'],
      cat_checked: [true],
      segments: ['tier', 'region'],
      segment_values: [[], []],
      region: 2,
      slow_ms: Number.MAX_VALUE,
      slow_lag_ms: 120_000,
      kpi_lower: [true],
    });
  });

  test('rounds cohorts up to an hour, and has an epoch for each horizon of at least a day', () => {
    expect(countingPlan(record()).plan).toMatchObject({
      batch_ms: 3_600_000,
      epochs: [86_400_000, 2 * 86_400_000],
    });
  });

  test('takes bins, known values and segment values from the frozen reference', () => {
    const { plan, grids } = countingPlan(record({ reference }));
    expect(plan).toMatchObject({ segment_values: [[], ['eu', 'us']] });
    const slot = (feature: string) => grids.find((grid) => grid['feature'] === feature);
    expect(slot('age')).toMatchObject({
      edges: [30, 50],
      reference: [1, 2, 3],
      reference_missing: 4,
      source: 'crm',
    });
    expect(slot('plan')).toMatchObject({ categories: ['silver'], known: ['gold', 'silver'] });
    expect(slot('score')).toMatchObject({ edges: [0.25, 0.5, 0.75], slot: 0 });
  });

  test('has another id when contract, slots or reference change, and the same one else', () => {
    const ids = [
      record(),
      record({ contract_digest: 'c2' }),
      record({ slots: [] }),
      record({ reference }),
    ].map(gridId);
    expect(new Set(ids).size).toBe(4);
    expect(gridId(record())).toBe(ids[0]);
  });
});
