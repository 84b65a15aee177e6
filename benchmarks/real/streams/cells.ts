import type { TextRow } from '../data/read-table.js';
import type { Cell, Column } from '../model/example.js';

/** Columns by name. */
export const columnsOf = (numbers: readonly string[], categories: readonly string[]): readonly Column[] => [
  ...numbers.map((name): Column => ({ name, kind: 'number' })),
  ...categories.map((name): Column => ({ name, kind: 'category' })),
];

/** Cells of a row of text: what is empty or no number where one belongs is missing. */
export function cellsIn(columns: readonly Column[], row: TextRow): Cell[] {
  return columns.map(({ name, kind }) => {
    const text = row[name]?.trim() ?? '';
    if (text === '') return null;
    if (kind === 'category') return text;
    const value = Number(text);
    return Number.isNaN(value) ? null : value;
  });
}
