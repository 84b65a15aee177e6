import { join } from 'node:path';
import { readTable } from '../data/read-table.js';
import { cellsIn, columnsOf } from './cells.js';
import type { Stream, StreamRow } from './stream.js';

const DAY_MS = 86_400_000;
/** The file does not say when a loan was known to be repaid; a month would leave trainings on a month nothing to learn from. */
const DELAY_MS = 7 * DAY_MS;
const START = Date.UTC(2018, 4, 1);

const COLUMNS = columnsOf(
  ['car_value', 'debt_to_income_ratio', 'loan_length', 'driver_tenure'],
  ['salary_range', 'repaid_loan_on_prev_car', 'size_of_downpayment'],
);

/** Car loans: will it be repaid? Times are the file's; the truth is taken to be told a week later. */
export function carLoanStream(data: string): Stream {
  const all = ['reference', 'analysis']
    .flatMap((part) => readTable(join(data, 'car_loan', `car_loan_${part}.csv.gz`)))
    .map((row): StreamRow => {
      const time = Date.parse(`${(row['timestamp'] ?? '').replace(' ', 'T')}Z`);
      const truth = Number(row['repaid']) === 1 ? 1 : 0;
      return { time, labelledAt: time + DELAY_MS, cells: cellsIn(COLUMNS, row), truth };
    });
  const rows = all.filter(({ time }) => time >= START);
  return {
    name: 'car-loan',
    columns: COLUMNS,
    history: all.filter(({ labelledAt }) => labelledAt < START),
    rows,
    start: START,
    until: rows.at(-1)!.labelledAt,
    windows: { base: '1h', drift: '7d' },
    labels: { horizon: '8d', at_most: '8d' },
  };
}
