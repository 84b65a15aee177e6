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
    // Every column may be Nullable; the casts are outermost so that each value takes exactly its four or eight bytes.
    const numbers = ['label', ...FEATURES].map((name) => `toFloat32(ifNull(${name}, nan))`).join(', ');
    const read = async (what: string): Promise<ArrayBuffer> => {
      const sql = `SELECT ${what} FROM file({file: String}, Parquet)`;
      const result = await session.queryBindAsync(sql, { file: resolve(file) }, { format: 'RowBinary' });
      return Uint8Array.from(result.bytes()).buffer;
    };
    const cells = new Float32Array(await read(numbers));
    const [from, until] = new Float64Array(
      await read('toFloat64(ifNull(min(event_time), nan)), toFloat64(ifNull(max(event_time), nan))'),
    );
    return { ...labelsApart(cells), from: from!, until: until! };
  });
}

function labelsApart(cells: Float32Array): TrainingRows {
  const width = FEATURES.length + 1;
  const count = cells.length / width;
  const values = new Float32Array(count * FEATURES.length);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    labels[row] = cells[row * width]!;
    values.set(cells.subarray(row * width + 1, (row + 1) * width), row * FEATURES.length);
  }
  return { count, values, labels };
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
