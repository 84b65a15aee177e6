import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CheckrideError } from '@checkride/domain/errors';
import { RowBlock } from './rows/row-block.js';
import { createStoreBlockStep } from './store-block.js';

const rejected = (fault: string): CheckrideError =>
  new CheckrideError('CHK_CLICKHOUSE_REJECTED', 'no', { context: { fault } });

function blockOf(rows: readonly number[]): RowBlock {
  const block = new RowBlock();
  rows.forEach((value8, offset) => {
    block.u8(value8);
    const value = Buffer.from([value8, offset]);
    const record = { topic: 't', partition: 3, offset, timestamp: 7, key: null, value, headers: {} };
    block.endRow({ record, value });
  });
  return block;
}

describe('storing a block', () => {
  it('stores every good row once and gives back exactly the bad ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (bad) => {
        const stored: number[] = [];
        const store = createStoreBlockStep({
          async insert(_kind, bytes) {
            if (bytes.includes(1)) throw rejected('data');
            stored.push(bytes.length);
          },
        });
        const back = await store('label', blockOf(bad.map(Number)));
        expect(back.map(({ record }) => [record.offset, record.partition, record.value])).toEqual(
          bad.flatMap((is, i) => (is ? [[i, 3, Buffer.from([1, i])]] : [])),
        );
        expect(stored.reduce((sum, n) => sum + n, 0)).toBe(bad.filter((is) => !is).length);
      }),
    );
  });

  it.each([
    ['the server is away', new CheckrideError('CHK_CLICKHOUSE_UNAVAILABLE', 'away')],
    ['a table is missing', rejected('setup')],
  ])('blames no row when %s', async (_what, error) => {
    let calls = 0;
    const store = createStoreBlockStep({
      insert: () => {
        calls += 1;
        return Promise.reject(error);
      },
    });
    await expect(store('label', blockOf([0, 1]))).rejects.toBe(error);
    expect(calls).toBe(1);
  });
});
