import { expect, test } from '@jest/globals';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { TouchedWindow } from '@checkride/store/queries/read-touched.query';
import { createCorrectStep } from './correct-panes.js';

const MINUTE = 60_000;
const record = {
  model: 'm',
  contract_digest: 'c',
  slots: [],
  reference: null,
  contract: { windows: { base_ms: MINUTE, lateness_ms: 0 } },
} as unknown as ModelRecord;

function step(late: TouchedWindow[]) {
  const asked: (readonly [number, number])[] = [];
  const corrected: (readonly TouchedWindow[])[] = [];
  const correct = createCorrectStep({
    touched: (_model, _windows, arrival) => {
      asked.push(arrival);
      return Promise.resolve(late);
    },
    correct: (_range, touched) => {
      corrected.push(touched);
      return Promise.resolve();
    },
  });
  return { correct, asked, corrected };
}

test('touched windows are counted again at ten-minute points of arrival time, each arrival looked at once', async () => {
  const late = [{ model: 'm', window: 3 * MINUTE, known_at: 20 * MINUTE }];
  const { correct, asked, corrected } = step(late);
  const at = await correct(record, 10 * MINUTE, 29 * MINUTE);
  expect(at).toBe(20 * MINUTE);
  expect(asked).toEqual([[10 * MINUTE, 20 * MINUTE]]);
  expect(corrected).toEqual([late]);
  expect(await correct(record, at, 29 * MINUTE)).toBe(at);
  expect(asked).toHaveLength(1);
});

test('nothing is written where nothing came late', async () => {
  const { correct, corrected } = step([]);
  await correct(record, 0, 60 * MINUTE);
  expect(corrected).toEqual([]);
});
