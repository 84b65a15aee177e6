import { writeFile } from 'node:fs/promises';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ModelContract } from '@checkride/domain/contract/contract';
import { CheckrideError } from '@checkride/domain/errors';
import type { Rows } from '../rows.js';

/** Reads labelled rows from a Parquet file with columns prediction_id, event_time, label, the segments and the features. */
export async function readRows(file: string, contract: ModelContract): Promise<Rows> {
  const records = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
  const present = new Set(Object.keys(records[0] ?? {}));
  const wanted = [
    'prediction_id',
    'event_time',
    'label',
    ...contract.segments,
    ...contract.features.map(({ name }) => name),
  ];
  const missing = wanted.filter((name) => !present.has(name));
  if (missing.length > 0) {
    throw new CheckrideError(
      'CHK_JOB_FAILED',
      `${file}: ${records.length === 0 ? 'no rows' : `no column ${missing.join(', ')}`}`,
      { remedy: `A training file holds the columns ${wanted.join(', ')}.` },
    );
  }
  const column = (name: string): unknown[] => records.map((record): unknown => record[name]);
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
  const categorical = contract.features.filter(({ type }) => type === 'category');
  return {
    ids: column('prediction_id').map(String),
    times: column('event_time').map(milliseconds),
    labels: column('label').map(number),
    segments: Object.fromEntries(contract.segments.map((name) => [name, column(name).map(text)])),
    numbers: Object.fromEntries(
      contract.features
        .filter((feature) => !categorical.includes(feature))
        .map(({ name }) => [name, column(name).map(number)]),
    ),
    categories: Object.fromEntries(
      categorical.map(({ name }) => [
        name,
        column(name).map((value) => (value === null || value === undefined ? null : String(value as string))),
      ]),
    ),
  };
}

/** Writes rows to a Parquet file (snappy), columns as `readRows` reads them; event_time is ms in a 64-bit integer. */
export async function writeRows(file: string, rows: Rows): Promise<void> {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'prediction_id', data: [...rows.ids], type: 'STRING' },
      { name: 'event_time', data: rows.times.map((time) => BigInt(time)), type: 'INT64' },
      { name: 'label', data: [...rows.labels], type: 'DOUBLE' },
      ...Object.entries(rows.segments).map(([name, data]) => ({
        name,
        data: [...data],
        type: 'STRING' as const,
      })),
      ...Object.entries(rows.numbers).map(([name, data]) => ({
        name,
        data: [...data],
        type: 'DOUBLE' as const,
      })),
      ...Object.entries(rows.categories).map(([name, data]) => ({
        name,
        data: [...data],
        type: 'STRING' as const,
        nullable: true,
      })),
    ],
  });
  await writeFile(file, new Uint8Array(bytes));
}

const number = (value: unknown): number =>
  value === null || value === undefined ? Number.NaN : Number(value);
const milliseconds = (value: unknown): number => (value instanceof Date ? value.getTime() : Number(value));
