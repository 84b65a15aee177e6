import { expect, test } from '@jest/globals';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { firstHead } from '../head.js';
import { needsFeatureWindows, slowFeatures } from './slow-features.js';

const record = (base_ms: number, drift_ms: number): ModelRecord =>
  ({
    model: 'm',
    contract_digest: 'c',
    slots: [],
    reference: null,
    contract: { windows: { base_ms, drift_ms } },
  }) as unknown as ModelRecord;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const head = { ...firstHead(0), features: 2 * MINUTE, next: 5 * MINUTE };

test('feature panes of short windows are filled behind their reports, each window once', () => {
  expect(slowFeatures(record(MINUTE, HOUR), head).map(({ range }) => range)).toEqual([
    [2 * MINUTE, 5 * MINUTE],
  ]);
  expect(slowFeatures(record(MINUTE, HOUR), { ...head, features: head.next })).toEqual([]);
});

test('unless reports are made from them; windows of an hour have none', () => {
  expect(needsFeatureWindows(record(MINUTE, 10 * MINUTE).contract)).toBe(true);
  expect(slowFeatures(record(MINUTE, 10 * MINUTE), head)).toEqual([]);
  expect(slowFeatures(record(HOUR, HOUR), head)).toEqual([]);
});
