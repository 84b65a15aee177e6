import { Session } from 'chdb';
import { dataFile } from './data-file.js';

/**
 * A program of its own, because a process can open the embedded engine only once: writes the flights before
 * `--until` (ISO date) to standard output, 16 bytes each, in the order of the file. See `read-flights.ts` for the layout.
 */
const until = process.argv[2] ?? '2001-07-02';
const session = new Session();
try {
  // A parallel read returns the blocks out of order, and the row number is the identity of a flight.
  const result = await session.queryBindAsync(
    `SELECT toUInt32(toUnixTimestamp(assumeNotNull(date))), toInt16(assumeNotNull(delay)), toUInt16(assumeNotNull(distance)),
            reinterpretAsUInt32(assumeNotNull(origin)), reinterpretAsUInt32(assumeNotNull(destination))
     FROM file({file: String}, Parquet) WHERE date < {until: DateTime}
     SETTINGS max_threads = 1, input_format_parquet_preserve_order = 1`,
    { file: dataFile('flights-3m.parquet'), until: `${until} 00:00:00` },
    { format: 'RowBinary' },
  );
  process.stdout.end(result.bytes());
} finally {
  session.close();
}
