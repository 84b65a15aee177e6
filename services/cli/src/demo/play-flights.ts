import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CheckrideError } from '@checkride/domain/errors';
import type { Environment } from '@checkride/platform/env';
import { launchStack } from '@checkride/stack/launch';
import { lockHolder } from '@checkride/stack/stack-lock';
import { stopStack } from '@checkride/stack/stop-stack';
import { localServices } from '../local-services.js';
import type { Printer } from '../output/printer.js';
import { progressLine } from '../output/progress-line.js';
import { eventText } from './demo-text.js';
import { runExample, storyArguments, type StoryOptions } from './flights-example.js';
import type { PlaySummary } from './play-events.js';

/** Options of `checkride demo`. */
export interface DemoOptions extends StoryOptions {
  readonly headless?: boolean;
  readonly json?: boolean | string;
}

/** What the demonstration came to; `stackSeconds` is from the start of the stack until it was ready. */
export type DemoSummary = PlaySummary & {
  readonly stackSeconds: number;
  readonly home: string;
  readonly console: string;
};

/** What the demonstration runs with; `home` is its own, `onTold` is called while its stack still runs. */
export interface Demo {
  readonly env: Environment;
  readonly home: string;
  readonly options: DemoOptions;
  readonly printer: Printer;
  readonly signal: AbortSignal;
  readonly onTold: (summary: DemoSummary) => void;
}

/** Starts a stack of its own, plays the story, and stops everything at the end or when `signal` aborts. */
export async function playFlights(demo: Demo): Promise<DemoSummary> {
  const { env, home, options, printer, signal } = demo;
  await runExample({
    args: ['--describe', ...storyArguments(options)],
    signal,
    onEvent: (event) => event.event === 'story' && printer.progress(eventText(event)),
    remedy: 'Nothing was started. `checkride demo --help` lists what the story can be told with.',
  });
  await mkdir(home, { recursive: true });
  const local = await localServices({ env, layout: 'together', consolePort: 0, servingPort: 0 });
  const before = performance.now();
  printer.progress('Starting Kafka, ClickHouse and the services:');
  try {
    const { kafkaBrokers } = await launchStack(
      { home, kafkaPort: 0, clickhousePort: 0, ownerPid: process.pid, ...local },
      { signal, onProgress: (progress) => printer.progress(progressLine(progress)) },
    );
    const stackSeconds = Math.round((performance.now() - before) / 100) / 10;
    printer.progress(`The console is at ${local.urls.consoleUrl}. The story begins:`);
    const played = await play(demo, kafkaBrokers, local.urls);
    const summary = { ...played, stackSeconds, home, console: local.urls.consoleUrl };
    if (typeof options.json === 'string')
      await writeFile(options.json, `${JSON.stringify(summary, null, 2)}\n`);
    demo.onTold(summary);
    if (!options.headless) await ended(home, signal);
    return summary;
  } finally {
    await stopStack(home);
  }
}

async function play(
  { home, options, printer, signal }: Demo,
  brokers: string,
  urls: { readonly consoleUrl: string; readonly servingUrl: string },
): Promise<PlaySummary> {
  const token = (await readFile(join(home, 'token'), 'utf8')).trim();
  const folder = join(home, 'history');
  await mkdir(folder, { recursive: true });
  let summary: PlaySummary | undefined;
  await runExample({
    args: [
      ...['--brokers', brokers, '--serving', urls.servingUrl, '--console', urls.consoleUrl],
      ...['--token', token, '--folder', folder],
      ...storyArguments(options),
    ],
    signal,
    onEvent(event) {
      if (event.event === 'summary') summary = event;
      else printer.progress(eventText(event));
    },
    remedy: `The services' logs are in ${join(home, 'logs')}.`,
  });
  if (summary === undefined)
    throw new CheckrideError('CHK_JOB_FAILED', 'the flights example ended without a summary');
  return summary;
}

/** Resolves at Ctrl-C, or when somebody took the stack down. */
async function ended(home: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && lockHolder(home) !== undefined)
    await wait(1_000, undefined, { signal }).catch(() => undefined);
}
