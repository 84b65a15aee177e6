/** Aligned columns under a heading; numbers are right-aligned. Empty input gives the sentence `none`. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  none = 'Nothing yet.',
): string {
  if (rows.length === 0) return none;
  const cells = [headings, ...rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const numeric = headings.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === null),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A moment as people read it: `2001-02-17 14:00` UTC. */
export const moment = (ms: number | null): string =>
  ms === null ? '–' : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
