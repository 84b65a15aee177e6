/** A text as an SQL string literal. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** A name as a quoted SQL identifier. */
export const identifier = (name: string): string => `\`${name.replace(/[\\`]/g, '\\$&')}\``;

/** One piece of SQL outside comments: a word, a quoted text, a number or a sign; `depth` counts open parentheses. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

const PIECE =
  /--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\/|\s+|'[^'\\]*(?:(?:\\[\s\S]|'')[^'\\]*)*'|`[^`\\]*(?:\\[\s\S][^`\\]*)*`|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[A-Za-z_][A-Za-z0-9_]*|\d[\w.]*|[\s\S]/gy;

/** Cuts SQL into tokens, lazily, so that a caller may stop where inline data begins. */
export function* tokens(sql: string, from = 0): Generator<Token> {
  const piece = new RegExp(PIECE);
  piece.lastIndex = from;
  let depth = 0;
  for (let match = piece.exec(sql); match !== null; match = piece.exec(sql)) {
    const text = match[0];
    if (/^(\s|--|#[ !]|\/\*)/.test(text)) continue;
    if (text === ')') depth -= 1;
    yield { text, start: match.index, end: match.index + text.length, depth };
    if (text === '(') depth += 1;
  }
}

/** The first word of a statement in capitals, e.g. SELECT; opening parentheses are passed over. */
export function leadingWord(sql: string): string {
  for (const token of tokens(sql)) if (token.text !== '(') return token.text.toUpperCase();
  return '';
}

/** The statement without semicolons and blanks at its end, so that a clause may be added. */
export const withoutSemicolon = (sql: string): string => sql.replace(/[\s;]+$/, '');

/** A query cut at its FORMAT clause; `format` is undefined and `sql` whole when there is none. */
export function cutFormat(sql: string): { readonly sql: string; readonly format: string | undefined } {
  const tail: Token[] = [];
  for (const token of tokens(sql)) {
    tail.push(token);
    // FORMAT is a clause only at the end, before SETTINGS or INTO; elsewhere it may be the name of a column.
    if (tail.length > 3) tail.shift();
    const [word, name, next] = tail;
    if (word?.depth !== 0 || word.text.toUpperCase() !== 'FORMAT' || name === undefined || next === undefined)
      continue;
    if (isName(name) && /^(SETTINGS|INTO|;)$/i.test(next.text)) return cutAt(sql, word, name);
  }
  const [word, name] = tail.slice(-2);
  if (word?.depth === 0 && word.text.toUpperCase() === 'FORMAT' && name !== undefined && isName(name))
    return cutAt(sql, word, name);
  return { sql, format: undefined };
}

const isName = (token: Token): boolean => /^[A-Za-z]\w*$/.test(token.text);

const cutAt = (sql: string, word: Token, name: Token): { sql: string; format: string } => ({
  sql: `${sql.slice(0, word.start)}${sql.slice(name.end)}`,
  format: name.text,
});
