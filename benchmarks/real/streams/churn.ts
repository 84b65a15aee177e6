import { join } from 'node:path';
import { readTable } from '../data/read-table.js';
import { cellsIn, columnsOf } from './cells.js';
import { evenly, type Stream } from './stream.js';

const DAY_MS = 86_400_000;
const A_DAY = 100;

const COLUMNS = columnsOf(
  ['tenure', 'MonthlyCharges', 'TotalCharges'],
  [
    'gender',
    'SeniorCitizen',
    'Partner',
    'Dependents',
    'MultipleLines',
    'InternetService',
    'OnlineSecurity',
    'OnlineBackup',
    'DeviceProtection',
    'TechSupport',
    'StreamingTV',
    'StreamingMovies',
    'Contract',
    'PaperlessBilling',
    'PaymentMethod',
  ],
);

/** Telco churn: no time in the file, so its customers in the order of the file, a hundred a day, told a week later. */
export function churnStream(data: string): Stream {
  const examples = readTable(join(data, 'telco_churn', 'telco_churn.csv.gz')).map((row) => ({
    cells: cellsIn(COLUMNS, row),
    truth: row['Churn'] === 'Yes' ? (1 as const) : (0 as const),
  }));
  return {
    name: 'churn',
    columns: COLUMNS,
    ...evenly(examples, {
      from: Date.UTC(2024, 0, 1),
      every: DAY_MS / A_DAY,
      delay: 7 * DAY_MS,
      trained: 1_500,
    }),
    windows: { base: '1h', drift: '7d' },
    labels: { horizon: '8d', at_most: '8d' },
  };
}
