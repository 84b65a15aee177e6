import { join } from 'node:path';
import { readTable } from '../data/read-table.js';
import { cellsIn, columnsOf } from './cells.js';
import { evenly, type Stream } from './stream.js';

const COLUMNS = columnsOf(['x', 'y'], []);

/**
 * Sine1 of the Tornado framework: below or above the sine, 10 % noise, and the two change sides every 20 000 rows. No
 * time in the file: a row every ninety seconds in its order, so that the sides hold for three weeks; told an hour later.
 */
export function sine1Stream(data: string): Stream {
  const examples = readTable(join(data, 'tornado_sine1', 'sine1_w50_seed101.csv.gz')).map((row) => ({
    cells: cellsIn(COLUMNS, row),
    truth: row['class'] === 'p' ? (1 as const) : (0 as const),
  }));
  return {
    name: 'sine1',
    columns: COLUMNS,
    ...evenly(examples, { from: Date.UTC(2024, 0, 1), every: 90_000, delay: 3_600_000, trained: 1_000 }),
    windows: { base: '1h', drift: '1d' },
    labels: { horizon: '2h', at_most: '2h' },
  };
}
