import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Rows of a compressed CSV file by the names of its header line. */
export type TextRow = Readonly<Record<string, string>>;

/** Reads a gzipped CSV file with a header line; quoted cells may hold commas, but no line ends. */
export function readTable(path: string): readonly TextRow[] {
  const lines = gunzipSync(readFileSync(path))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const names = cellsOf(lines[0] ?? '');
  return lines.slice(1).map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

/** The cells of one line of CSV; a doubled quote inside quotes is a quote. */
export function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
  return cells.map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
