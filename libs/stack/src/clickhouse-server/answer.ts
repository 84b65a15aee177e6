import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { createBrotliCompress, createDeflate, createGzip } from 'node:zlib';
import { contentType } from './formats.js';
import type { QueryOptions } from './request.js';
import { describeError } from './server-error.js';

/** The answer to one request, with ClickHouse's headers. */
export interface Answer {
  /** Opens a successful answer in a format; `rows` are those written, or those of the result when they are known. */
  begin(format: string, rows?: { written?: number; result?: number; bytes?: number }): Writable;
  /** Ends with an error: as a status, or, when the answer has begun, as the trailer clients look for. */
  fail(error: unknown): void;
}

const COMPRESSORS = {
  gzip: () => createGzip({ level: 1 }),
  br: () => createBrotliCompress(),
  deflate: () => createDeflate({ level: 1 }),
};

/** An answer that has not begun. */
export function createAnswer(
  response: ServerResponse,
  engine: { version: string; timezone: string },
  options: Pick<QueryOptions, 'queryId' | 'compression'>,
): Answer {
  const started = performance.now();
  const tag = options.queryId.replace(/[^A-Za-z0-9]/g, '').slice(0, 16);
  let body: Writable | undefined;
  const headers: Record<string, string> = {
    'X-ClickHouse-Server-Display-Name': 'checkride',
    'X-ClickHouse-Query-Id': options.queryId,
    'X-ClickHouse-Timezone': engine.timezone,
    'X-ClickHouse-Exception-Tag': tag,
  };
  const open = (status: number, more: Record<string, string>): Writable => {
    const encoding = options.compression;
    response.writeHead(status, {
      ...headers,
      ...more,
      ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
    });
    if (encoding === undefined) return response;
    const compressor = COMPRESSORS[encoding]();
    compressor.pipe(response);
    response.on('close', () => compressor.destroy());
    return compressor;
  };
  return {
    begin(format, rows = {}) {
      const summary = {
        read_rows: '0',
        read_bytes: '0',
        ...(rows.written === undefined ? {} : { written_rows: String(rows.written), written_bytes: '0' }),
        total_rows_to_read: '0',
        result_rows: String(rows.result ?? rows.written ?? 0),
        result_bytes: String(rows.bytes ?? 0),
        elapsed_ns: String(Math.round((performance.now() - started) * 1e6)),
      };
      body = open(200, {
        'Content-Type': contentType(format),
        'X-ClickHouse-Format': format,
        'X-ClickHouse-Summary': JSON.stringify(summary),
      });
      return body;
    },
    fail(error) {
      if (response.destroyed || response.writableEnded) return;
      const { code, status, message } = describeError(error, engine.version);
      if (body === undefined) {
        open(status, {
          'Content-Type': 'text/plain; charset=UTF-8',
          'X-ClickHouse-Exception-Code': String(code),
        }).end(`${message}\n`);
        return;
      }
      const text = `${message}\n`;
      body.end(
        `\r\n__exception__\r\n${tag}\r\n${text}${Buffer.byteLength(text)} ${tag}\r\n__exception__\r\n`,
      );
    },
  };
}
