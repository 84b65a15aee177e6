import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseContract } from '@checkride/domain/contract/parse-contract';
import { holdOut, type Rows } from '../rows.js';
import { readRows, writeRows } from './parquet-rows.js';

const rows: Rows = {
  ids: ['b', 'a', 'c'],
  times: [2_000, 1_000, 3_000],
  labels: [1, 0, 1],
  segments: { region: ['west', 'east', 'west'] },
  numbers: { distance: [100.5, Number.NaN, 7] },
  categories: { carrier: ['x', null, 'é'] },
};
const written = {
  model: 'm',
  segments: ['region'],
  features: { distance: { type: 'number' }, carrier: { type: 'category' } },
};

describe('rows of a training file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chk-rows-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const contract = () => {
    const parsed = parseContract(written);
    if ('problems' in parsed) throw new Error('contract');
    return parsed.contract;
  };

  test('come back as they were written, missing values included', async () => {
    await writeRows(join(folder, 'r.parquet'), rows);
    expect(await readRows(join(folder, 'r.parquet'), contract())).toEqual(rows);
  });

  test('without a column that the contract names are refused, naming the column', async () => {
    await writeRows(join(folder, 's.parquet'), { ...rows, numbers: {} });
    await expect(readRows(join(folder, 's.parquet'), contract())).rejects.toThrow(/no column distance/);
  });

  test('of a week or more are split at a moment: nothing held out is older than what is trained on', () => {
    const weeks = { ...rows, times: [8, 1, 15].map((day) => day * 86_400_000) };
    const { training, validation } = holdOut(weeks, 1 / 3);
    expect(training.ids).toEqual(['a', 'b']);
    expect(validation.ids).toEqual(['c']);
  });

  test('of less than a week are split by turns in order of time', () => {
    const { training, validation } = holdOut(rows, 1 / 2);
    expect(training.ids).toEqual(['a', 'c']);
    expect(validation.ids).toEqual(['b']);
  });
});
