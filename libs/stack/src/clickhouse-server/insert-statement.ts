import { quoted, tokens, withoutSemicolon } from './sql-text.js';

/** An INSERT whose rows come with the request, cut at the place where they begin. */
export interface InsertStatement {
  /** Everything before SETTINGS, FORMAT or VALUES. */
  readonly target: string;
  /** The SETTINGS clause with its word, or empty. */
  readonly settings: string;
  readonly format: string;
  /** Where in the text the inline rows begin; equal to its length when there are none. */
  readonly dataStart: number;
}

/** The parts of an INSERT that carries rows; undefined for other statements and for INSERT … SELECT from tables. */
export function parseInsert(sql: string): InsertStatement | undefined {
  let settingsAt: number | undefined;
  let formatAt: number | undefined;
  let words = 0;
  let selects = false;
  let reads = false;
  for (const token of tokens(sql)) {
    const word = token.text.toUpperCase();
    if (words === 0 && word !== 'INSERT') return undefined;
    words += 1;
    if (word === 'INPUT') reads = true;
    if (token.depth > 0) continue;
    if (formatAt !== undefined && selects && !reads) return undefined;
    if (formatAt !== undefined) {
      return {
        ...heads(sql, settingsAt, formatAt),
        format: token.text,
        dataStart: dataAfter(sql, token.end),
      };
    }
    if (word === 'SELECT' || word === 'WITH') selects = true;
    if (word === 'SETTINGS') settingsAt = token.start;
    if (word === 'FORMAT' && words > 2) formatAt = token.start;
    if (word === 'VALUES' && !selects && words > 2) {
      return { ...heads(sql, settingsAt, token.start), format: 'Values', dataStart: token.end };
    }
    if (word === ';' && selects) return undefined;
  }
  return words === 0 || selects || reads
    ? undefined
    : { ...heads(sql, settingsAt, sql.length), format: 'Values', dataStart: sql.length };
}

/** The same INSERT reading its rows from a file: the only way in which bytes of any content arrive unchanged. */
export function insertFromFile(insert: InsertStatement, path: string): string {
  const { target, settings, format } = insert;
  const input = inputCall(target);
  if (input === undefined) return `${target} FROM INFILE ${quoted(path)} ${settings} FORMAT ${format}`;
  const file = `file(${quoted(path)}, ${quoted(format)}, `;
  return `${target.slice(0, input.start)}${file}${target.slice(input.end)} ${settings}`;
}

// `input('a UInt32')` names the plain types that rows are parsed into before they are converted to the table's own.
function inputCall(target: string): { start: number; end: number } | undefined {
  let start: number | undefined;
  for (const token of tokens(target)) {
    if (start !== undefined && token.text === '(') return { start, end: token.end };
    start = token.text.toLowerCase() === 'input' ? token.start : undefined;
  }
  return undefined;
}

function heads(
  sql: string,
  settingsAt: number | undefined,
  end: number,
): { target: string; settings: string } {
  if (settingsAt === undefined) return { target: withoutSemicolon(sql.slice(0, end)), settings: '' };
  return { target: sql.slice(0, settingsAt).trimEnd(), settings: sql.slice(settingsAt, end).trim() };
}

// Rows start on the next line, or after the blank when they stand on the same line.
function dataAfter(sql: string, formatEnd: number): number {
  const gap = /^(?:[ \t]*;?[ \t]*\r?\n|[ \t]*;?[ \t]*$|[ \t]+)/.exec(sql.slice(formatEnd, formatEnd + 1_000));
  return formatEnd + (gap?.[0].length ?? 0);
}
