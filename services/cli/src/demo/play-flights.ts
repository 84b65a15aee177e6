import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CheckrideError } from '@checkride/domain/errors';
import type { Environment } from '@checkride/platform/env';
import { launchStack } from '@checkride/stack/launch';
import { stopStack } from '@checkride/stack/stop-stack';
import { localServices } from '../local-services.js';
import type { Printer } from '../output/printer.js';
import { progressLine } from '../output/progress-line.js';
import { eventLine, type PlayEvent, type PlaySummary } from './play-events.js';

/** Options of `checkride demo`. */
export interface DemoOptions {
  readonly headless?: boolean;
  readonly oneIn?: string;
  readonly until?: string;
  readonly all?: boolean;
  readonly without: readonly string[];
  readonly with: readonly string[];
  readonly json?: boolean | string;
}

/** What the demonstration came to; `stackSeconds` is from the start of the stack until it was ready. */
export type DemoSummary = PlaySummary & { readonly stackSeconds: number; readonly console: string };

/** Starts a stack of its own, plays the story, and stops everything at the end or when `signal` aborts. */
export async function playFlights(of: {
  env: Environment;
  home: string;
  options: DemoOptions;
  printer: Printer;
  signal: AbortSignal;
}): Promise<DemoSummary> {
  const { home, options, printer, signal } = of;
  await mkdir(home, { recursive: true });
  const local = await localServices({ env: of.env, layout: 'together', consolePort: 0, servingPort: 0 });
  const before = performance.now();
  printer.progress('Starting Kafka, ClickHouse and the services');
  try {
    const record = await launchStack(
      { home, kafkaPort: 0, clickhousePort: 0, ownerPid: process.pid, ...local },
      { signal, onProgress: (progress) => printer.progress(progressLine(progress)) },
    );
    const stackSeconds = Math.round((performance.now() - before) / 100) / 10;
    printer.progress(`The console is at ${local.urls.consoleUrl}`);
    const played = await play({
      home,
      brokers: record.kafkaBrokers,
      urls: local.urls,
      options,
      printer,
      signal,
    });
    const summary = { ...played, stackSeconds, console: local.urls.consoleUrl };
    if (typeof options.json === 'string')
      await writeFile(options.json, `${JSON.stringify(summary, null, 2)}\n`);
    if (!options.headless && !signal.aborted) {
      printer.progress(`The story is told. The console stays at ${local.urls.consoleUrl}; Ctrl-C ends it.`);
      await aborted(signal);
    }
    return summary;
  } finally {
    await stopStack(home);
  }
}

async function play(of: {
  home: string;
  brokers: string;
  urls: { consoleUrl: string; servingUrl: string };
  options: DemoOptions;
  printer: Printer;
  signal: AbortSignal;
}): Promise<PlaySummary> {
  const { home, options, printer, signal } = of;
  const token = (await readFile(join(home, 'token'), 'utf8')).trim();
  const folder = join(home, 'history');
  await mkdir(folder, { recursive: true });
  const flag = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [name, value];
  const args = [
    ...[
      '--brokers',
      of.brokers,
      '--serving',
      of.urls.servingUrl,
      '--console',
      of.urls.consoleUrl,
      '--token',
      token,
      '--folder',
      folder,
      '--events',
    ],
    ...flag('--one-in', options.oneIn),
    ...flag('--until', options.all ? '2001-07-01' : options.until),
    ...options.without.flatMap((id) => ['--without', id]),
    ...options.with.flatMap((id) => ['--with', id]),
  ];
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', fileURLToPath(import.meta.resolve('@checkride/example-flights/play')), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let summary: PlaySummary | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as PlayEvent;
    if (event.event === 'summary') summary = event;
    else printer.progress(eventLine(event));
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  signal.throwIfAborted();
  if (summary === undefined)
    throw new CheckrideError('CHK_JOB_FAILED', 'the replay ended before its story was told', {
      remedy: `Its last words are above; the services' logs are in ${join(home, 'logs')}.`,
    });
  return summary;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  );
