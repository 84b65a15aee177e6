import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate, credentialsOf } from './access.js';
import { admitAnalyst } from './analyst-gate.js';
import { createAnswer } from './answer.js';
import type { Answer } from './answer.js';
import type { ServerConfig } from './config.js';
import type { ConnectionPool, Lease } from './connection-pool.js';
import type { Engine, Role } from './engine.js';
import { runInsert, runQuery } from './execute.js';
import { queryOptions, readForm } from './request.js';
import type { QueryOptions } from './request.js';
import type { Scratch } from './scratch.js';
import { ServerError } from './server-error.js';
import { leadingWord, quoted } from './sql-text.js';
import { readStatement } from './statement.js';
import type { Statement } from './statement.js';

/** The parts a request goes through. */
export interface HandlerParts {
  readonly engine: Engine;
  readonly pool: ConnectionPool;
  readonly scratch: Scratch;
  readonly owner: ServerConfig['owner'];
}

/** Answers one request of ClickHouse's HTTP interface. Never rejects: errors become the answer. */
export async function handle(
  parts: HandlerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (isProbe(request, url)) return plain(request, response, 200, 'Ok.\n');
  if (url.pathname !== '/') return plain(request, response, 404, `There is no handle ${url.pathname}\n`);

  let answer = createAnswer(response, parts.engine, { queryId: randomUUID(), compression: undefined });
  let statement: Statement | undefined;
  try {
    const role = authenticate(credentialsOf(request.headers, url.searchParams), parts.owner);
    await readForm(request, url.searchParams);
    const options = queryOptions(request, url.searchParams);
    answer = createAnswer(response, parts.engine, options);
    statement = await readStatement(request, options.query, parts.scratch);
    await run(parts, role, options, statement, response, answer);
  } catch (error) {
    answer.fail(error);
    request.resume();
  } finally {
    if (statement?.kind === 'insert') await statement.rows.remove();
  }
}

async function run(
  parts: HandlerParts,
  role: Role,
  options: QueryOptions,
  statement: Statement,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  if (role === 'analyst' && statement.kind === 'insert') {
    throw new ServerError(497, 'ACCESS_DENIED', 'analyst: Not enough privileges. Only queries are allowed');
  }
  // An analyst's limits are the connection's: settings from outside could lift them.
  const settings = role === 'analyst' ? {} : options.settings;
  const profile = {
    role,
    database: options.database,
    settings,
    parameterNames: Object.keys(options.parameters).sort(),
  };
  const lease = await parts.pool.acquire(profile);
  const tag = randomUUID();
  const gone = stopWhenGone(parts.engine, response, tag);
  let spoilt = true;
  try {
    await setParameters(lease, options.parameters);
    if (statement.kind === 'insert') await runInsert(lease.session, statement.insert, statement.rows, answer);
    else {
      if (role === 'analyst') await admitAnalyst(parts.engine, lease.session, statement.sql);
      const { defaultFormat, buffered } = options;
      await runQuery(
        lease.session,
        statement.sql,
        { defaultFormat, buffered, tag, gone: gone.signal },
        answer,
      );
    }
    spoilt = gone.signal.aborted || (statement.kind === 'query' && changesConnection(statement.sql));
  } finally {
    gone.settle();
    lease.release(spoilt);
  }
}

// Set on the connection and then named in the query: the engine mixes up values bound by the call itself.
async function setParameters(lease: Lease, parameters: Readonly<Record<string, string>>): Promise<void> {
  const list = Object.entries(parameters).map(([name, value]) => {
    if (!/^\w+$/.test(name)) throw new ServerError(36, 'BAD_ARGUMENTS', `Bad parameter name ${name}`);
    return `${name} = ${quoted(value)}`;
  });
  if (list.length > 0) await lease.session.queryAsync(`SET ${list.join(', ')}`);
}

const changesConnection = (sql: string): boolean =>
  /^(SET|USE)$/.test(leadingWord(sql)) || /\bTEMPORARY\b/i.test(sql.slice(0, 200));

function stopWhenGone(
  engine: Engine,
  response: ServerResponse,
  tag: string,
): { signal: AbortSignal; settle(): void } {
  const controller = new AbortController();
  const onClose = (): void => {
    if (response.writableFinished) return;
    controller.abort();
    engine.kill(tag).catch(() => undefined);
  };
  response.once('close', onClose);
  return { signal: controller.signal, settle: () => response.off('close', onClose) };
}

function isProbe(request: IncomingMessage, url: URL): boolean {
  if (url.pathname === '/ping' || url.pathname === '/replicas_status') return true;
  return url.pathname === '/' && request.method === 'GET' && !url.searchParams.has('query');
}

function plain(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  request.resume();
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=UTF-8' }).end(text);
}
