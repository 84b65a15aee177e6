/** A column of a table: its name and its type without LowCardinality, as the bytes are written. */
export type PlainColumn = readonly [name: string, type: string];

/**
 * The INSERT of RowBinary rows in this order of columns. Reading into plain types and converting to LowCardinality in
 * the server costs a half to a quarter of reading into the table's own types.
 */
export function rowInsertSql(table: string, columns: readonly PlainColumn[]): string {
  const names = columns.map(([name]) => name).join(', ');
  const structure = columns.map(([name, type]) => `${name} ${type}`).join(', ');
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM input('${structure.replaceAll("'", "\\'")}')`;
}

/** Rows as lines of JSON, for small tables; undefined members are left to the columns' defaults. */
export const jsonRows = (rows: readonly object[]): Buffer =>
  Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
