import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ServerError } from './server-error.js';

/** What URL, headers and form say, without the body. */
export interface QueryOptions {
  readonly queryId: string;
  readonly database: string;
  /** The query when it is in the URL or a form; else it is the body. */
  readonly query: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly defaultFormat: string;
  readonly buffered: boolean;
  readonly compression: 'gzip' | 'br' | 'deflate' | undefined;
}

const OWN_OPTIONS = new Set(
  'query database default_format user password query_id session_id session_timeout session_check quota_key role stacktrace add_http_cors_header client_protocol_version http_write_exception_in_output_format'.split(
    ' ',
  ),
);
const HTTP_SETTINGS = new Set(
  'wait_end_of_query send_progress_in_http_headers http_response_buffer_size buffer_size http_headers_progress_interval_ms enable_http_compression http_zlib_compression_level compress decompress cancel_http_readonly_queries_on_client_close send_profile_events'.split(
    ' ',
  ),
);

/** Sorts URL parameters into options, settings and query parameters, as ClickHouse's HTTP interface does. */
export function queryOptions(request: IncomingMessage, url: URLSearchParams): QueryOptions {
  if (url.has('session_id'))
    throw new ServerError(48, 'NOT_IMPLEMENTED', 'Sessions are not supported by the embedded server');
  const settings: Record<string, string> = {};
  const parameters: Record<string, string> = {};
  for (const [name, value] of url) {
    if (name.startsWith('param_')) parameters[name] = value;
    else if (!OWN_OPTIONS.has(name) && !HTTP_SETTINGS.has(name)) settings[name] = value;
  }
  if (request.method === 'GET') settings['readonly'] ??= '2';
  const header = (name: string): string | undefined => request.headers[name]?.toString();
  return {
    queryId: url.get('query_id') ?? randomUUID(),
    database: header('x-clickhouse-database') ?? url.get('database') ?? 'default',
    query: url.get('query') ?? undefined,
    settings,
    parameters,
    defaultFormat: url.get('default_format') ?? header('x-clickhouse-format') ?? 'TabSeparated',
    buffered: url.get('wait_end_of_query') === '1',
    compression:
      url.get('enable_http_compression') === '1' ? accepted(header('accept-encoding') ?? '') : undefined,
  };
}

function accepted(encodings: string): QueryOptions['compression'] {
  return (['gzip', 'br', 'deflate'] as const).find((encoding) => encodings.includes(encoding));
}

/** The request's body as sent by the client before its Content-Encoding. */
export function bodyOf(request: IncomingMessage): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity' || encoding === '') return request;
  const decoder = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }[encoding];
  if (decoder === undefined)
    throw new ServerError(48, 'NOT_IMPLEMENTED', `Unsupported Content-Encoding ${encoding}`);
  const decoded = decoder();
  request.on('error', (error) => decoded.destroy(error));
  return request.pipe(decoded);
}

/** The whole body in memory: for queries, not for rows. */
export async function readAll(body: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Adds the fields of a form to the URL's parameters: clients send long parameters that way. */
export async function readForm(request: IncomingMessage, url: URLSearchParams): Promise<void> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return;
  const form = await new Response(new Uint8Array(await readAll(bodyOf(request))), {
    headers: { 'content-type': type },
  }).formData();
  for (const [name, value] of form) {
    if (typeof value !== 'string')
      throw new ServerError(
        48,
        'NOT_IMPLEMENTED',
        'External tables are not supported by the embedded server',
      );
    url.append(name, value);
  }
}
