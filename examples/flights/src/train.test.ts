import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parquetWriteBuffer } from 'hyparquet-writer';

const TRAIN = fileURLToPath(new URL('../dist/train.js', import.meta.url));
const ROWS = 20_000;
const rows = Array.from({ length: ROWS }, (_, row) => row);

describe('the training program', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'train-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('learns from a file whose columns may be null, in several row groups', async () => {
    const training = join(folder, 'rows.parquet');
    // Evenings are late in half of the cases and mornings never, so the AUC is P(+ in the evening) · (1/2 + …):
    // 5 000 late and 5 000 punctual evenings tie, 10 000 mornings lie below: (10 000 + 5 000/2)/15 000 = 5/6.
    const nullable = true;
    await writeFile(
      training,
      new Uint8Array(
        parquetWriteBuffer({
          rowGroupSize: 3000,
          columnData: [
            { name: 'prediction_id', data: rows.map(String), type: 'STRING' },
            { name: 'event_time', data: rows.map((row) => BigInt(row * 1000)), type: 'INT64', nullable },
            { name: 'label', data: rows.map((row) => (row % 4 === 1 ? 1 : 0)), type: 'DOUBLE', nullable },
            { name: 'region', data: rows.map(() => 'west'), type: 'STRING', nullable },
            { name: 'hour', data: rows.map((row) => (row % 2 === 1 ? 18 : 6)), type: 'DOUBLE', nullable },
            {
              name: 'distance',
              data: rows.map((row) => (row % 3 === 0 ? null : 500)),
              type: 'DOUBLE',
              nullable,
            },
            { name: 'origin_late_rate', data: rows.map(() => 0.2), type: 'DOUBLE', nullable },
            { name: 'destination_late_rate', data: rows.map(() => 0.2), type: 'DOUBLE', nullable },
            { name: 'origin_longitude', data: rows.map(() => -118), type: 'DOUBLE', nullable },
          ],
        }),
      ),
    );
    await promisify(execFile)(process.execPath, [TRAIN, '--training', training, '--output', folder]);
    const metrics = JSON.parse(await readFile(join(folder, 'metrics.json'), 'utf8'));
    expect(metrics).toMatchObject({ rows: ROWS, until: '1970-01-01T05:33:19.000Z', late_share: 0.25 });
    expect(metrics.auc).toBeCloseTo(5 / 6, 6);
  });

  it('says how it is used when something is missing', async () => {
    await expect(promisify(execFile)(process.execPath, [TRAIN])).rejects.toThrow('usage: node dist/train.js');
  });
});
