import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { ChdbResult, Session } from 'chdb';
import type { Answer } from './answer.js';
import { isStreamable } from './formats.js';
import { insertFromFile } from './insert-statement.js';
import type { InsertStatement } from './insert-statement.js';
import type { ScratchFile } from './scratch.js';
import { cutFormat, leadingWord, withoutSemicolon } from './sql-text.js';

/** Runs an INSERT from its file; answers with the rows written. No rows is a success, as in ClickHouse. */
export async function runInsert(
  session: Session,
  insert: InsertStatement,
  rows: ScratchFile,
  answer: Answer,
): Promise<void> {
  let written: number | undefined = 0;
  if (rows.bytes > 0) {
    const result = await session.queryAsync(insertFromFile(insert, rows.path));
    // The engine counts the rows of INFILE, not those that pass through input().
    written = result.rowsRead === 0 ? undefined : result.rowsRead;
  }
  answer.begin(insert.format, { written }).end();
}

/** How a query's answer is wanted. */
export interface Wanted {
  readonly defaultFormat: string;
  readonly buffered: boolean;
  /** Put into the query's text, so that it can be found and stopped. */
  readonly tag: string;
  readonly gone: AbortSignal;
}

/** Runs any other statement and answers with its result, streamed where the format allows it. */
export async function runQuery(session: Session, sql: string, wanted: Wanted, answer: Answer): Promise<void> {
  const format = cutFormat(sql).format ?? wanted.defaultFormat;
  const tagged = `/*${wanted.tag}*/ ${withoutSemicolon(sql)}`;
  const selects = ['SELECT', 'WITH'].includes(leadingWord(sql));
  if (selects && !wanted.buffered && isStreamable(sql, format))
    return stream(session, tagged, format, wanted.gone, answer);

  const result: ChdbResult = await session.queryAsync(tagged, { format });
  answer.begin(format, { result: result.rowsRead, bytes: result.bytesRead }).end(bytesOf(result.bytes()));
}

async function stream(
  session: Session,
  sql: string,
  format: string,
  gone: AbortSignal,
  answer: Answer,
): Promise<void> {
  const results = session.queryStream(sql, { format });
  const chunks = results[Symbol.asyncIterator]();
  // An error before the first rows still gets its own status.
  let chunk = await chunks.next();
  const body = answer.begin(format);
  while (chunk.done !== true) {
    if (gone.aborted) {
      results.cancel();
      return;
    }
    if (!body.write(bytesOf(chunk.value.raw()))) await drained(body, gone);
    chunk = await chunks.next();
  }
  body.end();
}

async function drained(body: Writable, gone: AbortSignal): Promise<void> {
  await once(body, 'drain', { signal: gone }).catch(() => undefined);
}

const bytesOf = (view: Uint8Array): Buffer => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
