import type { IncomingMessage } from 'node:http';
import { parseInsert } from './insert-statement.js';
import type { InsertStatement } from './insert-statement.js';
import { bodyOf, readAll } from './request.js';
import type { Scratch, ScratchFile } from './scratch.js';
import { leadingWord } from './sql-text.js';

/** What a request asks to run: a text, or an INSERT with its rows in a file. */
export type Statement =
  | { readonly kind: 'query'; readonly sql: string }
  | { readonly kind: 'insert'; readonly insert: InsertStatement; readonly rows: ScratchFile };

/**
 * Reads the request. Rows never become part of SQL text: the engine would end them at the first blank line and
 * run what follows as a statement.
 */
export async function readStatement(
  request: IncomingMessage,
  query: string | undefined,
  scratch: Scratch,
): Promise<Statement> {
  if (request.method !== 'POST' || /^multipart\//.test(request.headers['content-type'] ?? '')) {
    return inlineStatement(Buffer.from(query ?? ''), scratch);
  }
  if (query === undefined) return inlineStatement(await readAll(bodyOf(request)), scratch);

  const insert = parseInsert(query);
  if (insert === undefined) {
    const rest = await readAll(bodyOf(request));
    return { kind: 'query', sql: rest.length > 0 ? `${query}\n${rest.toString()}` : query };
  }
  const inline = Buffer.from(query.slice(insert.dataStart).trimStart());
  return {
    kind: 'insert',
    insert,
    rows: await scratch.write(inline.length > 0 ? joined(inline, bodyOf(request)) : bodyOf(request)),
  };
}

// Positions in one-byte text are positions in the bytes: rows may hold anything.
async function inlineStatement(text: Buffer, scratch: Scratch): Promise<Statement> {
  const bytes = leadingWord(text.toString('latin1', 0, 10_000)) === 'INSERT' ? text.toString('latin1') : '';
  const insert = parseInsert(bytes);
  if (insert === undefined) return { kind: 'query', sql: text.toString() };
  const utf8 = (part: string): string => Buffer.from(part, 'latin1').toString();
  const rows = await scratch.write([text.subarray(insert.dataStart)]);
  return {
    kind: 'insert',
    insert: { ...insert, target: utf8(insert.target), settings: utf8(insert.settings) },
    rows,
  };
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
