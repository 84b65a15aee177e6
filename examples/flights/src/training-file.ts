import { Session } from 'chdb';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { FEATURES, predictionId, type Feature } from './features.js';
import type { TrainingRows } from './training-rows.js';

/** One row of a training file; event time in ms. */
export interface TrainingFileRow {
  readonly row: number;
  readonly time: number;
  readonly region: string;
  readonly features: Readonly<Record<Feature, number>>;
  readonly label: number;
}

/** Training rows with the range of their event times (ms). */
export interface DatedRows extends TrainingRows {
  readonly from: number;
  readonly until: number;
}

const columns = FEATURES.join(', ');

/** Reads a training file as the runner exports it: prediction_id, event_time, label, region and the features by name. */
export async function readTrainingFile(file: string): Promise<DatedRows> {
  return withEngine(async (session) => {
    const select = (what: string): Promise<{ bytes(): Uint8Array }> =>
      session.queryBindAsync(
        `SELECT ${what} FROM file({file: String}, Parquet) SETTINGS max_threads = 1, input_format_parquet_preserve_order = 1`,
        { file: resolve(file) },
        { format: 'RowBinary' },
      );
    const toNumber = (name: string): string => `ifNull(toFloat32(${name}), nan)`;
    const values = floats((await select(FEATURES.map(toNumber).join(', '))).bytes());
    const labels = (await select(`toUInt8(ifNull(toString(label) IN ('1', 'true'), 0))`)).bytes();
    const times = await select(
      'assumeNotNull(min(toInt64(event_time))), assumeNotNull(max(toInt64(event_time)))',
    );
    const range = Buffer.from(times.bytes());
    return {
      count: labels.length,
      values,
      labels: Uint8Array.from(labels),
      from: Number(range.readBigInt64LE(0)),
      until: Number(range.readBigInt64LE(8)),
    };
  });
}

/** Writes rows as the runner would export them. */
export async function writeTrainingFile(file: string, rows: Iterable<TrainingFileRow>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'flights-'));
  const text = join(folder, 'rows.tsv');
  try {
    const lines = Array.from(rows, ({ row, time, region, features, label }) =>
      [predictionId(row), time, label, region, ...FEATURES.map((name) => features[name])].join('\t'),
    );
    await writeFile(text, `${lines.join('\n')}\n`);
    await mkdir(dirname(resolve(file)), { recursive: true });
    await rm(file, { force: true });
    const types = FEATURES.map((name) => `${name} Float64`).join(', ');
    await withEngine((session) =>
      session.queryBindAsync(
        `INSERT INTO FUNCTION file({file: String}, Parquet)
         SELECT prediction_id, event_time, label, region, ${columns}
         FROM file({text: String}, TabSeparated, 'prediction_id String, event_time Int64, label Float64, region String, ${types}')
         SETTINGS max_threads = 1`,
        { file: resolve(file), text },
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens the embedded engine for one piece of work; a process may do this once. */
async function withEngine<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const session = new Session();
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

const floats = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);
