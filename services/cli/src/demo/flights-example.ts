import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CheckrideError } from '@checkride/domain/errors';
import type { PlayEvent } from './play-events.js';

/** How the story is told differently from its file. */
export interface StoryOptions {
  readonly oneIn?: string;
  readonly from?: string;
  readonly until?: string;
  readonly all?: boolean;
  readonly without: readonly string[];
  readonly with: readonly string[];
}

/** Arguments of the flights example for these options. */
export function storyArguments(options: StoryOptions): string[] {
  const flag = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [name, value];
  return [
    ...flag('--one-in', options.oneIn),
    ...flag('--from', options.from),
    ...flag('--until', options.all ? '2001-07-01' : options.until),
    ...options.without.flatMap((id) => ['--without', id]),
    ...options.with.flatMap((id) => ['--with', id]),
  ];
}

/**
 * Runs the example's program, which is code of its users and not ours, and hands over each line it prints; ends it when
 * `signal` aborts. CHK_JOB_FAILED with its own words when it did not reach its end.
 */
export async function runExample(of: {
  args: readonly string[];
  signal: AbortSignal;
  onEvent: (event: PlayEvent) => void;
  remedy: string;
}): Promise<void> {
  const program = fileURLToPath(import.meta.resolve('@checkride/example-flights/play'));
  const child = spawn(process.execPath, ['--enable-source-maps', program, '--events', ...of.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => void child.kill('SIGTERM');
  of.signal.addEventListener('abort', stop, { once: true });
  if (of.signal.aborted) stop();
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = `${words}${text}`.slice(-2_000)));
  for await (const line of createInterface({ input: child.stdout }))
    of.onEvent(JSON.parse(line) as PlayEvent);
  const [code, signal] = await ended;
  of.signal.removeEventListener('abort', stop);
  of.signal.throwIfAborted();
  // 1 is a story that ended otherwise than expected: its summary says how.
  if (code === 0 || code === 1) return;
  throw new CheckrideError(
    'CHK_JOB_FAILED',
    words.trim() || `the flights example ended with ${signal ?? code}`,
    { remedy: of.remedy },
  );
}
