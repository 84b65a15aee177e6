import type { Command } from 'commander';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckrideError } from '@checkride/domain/errors';
import { lockHolder } from '@checkride/stack/stack-lock';
import { leftoversGone } from '@checkride/stack/stop-stack';
import { summaryText } from '../demo/demo-text.js';
import { playFlights, type DemoOptions, type DemoSummary } from '../demo/play-flights.js';
import { interruptible } from '../interruptible.js';
import type { AddCommand } from './command.js';

const list = (value: string, before: string[]): string[] => [...before, value];

/** `checkride demo`: the flights of 2001 through a fresh local stack, with the decisions checked against the story. */
export const addDemo: AddCommand = (program, context) => {
  program
    .command('demo')
    .description('play a million real flights and check the decisions that are made')
    .option('--headless', 'end when the story is told, instead of keeping the console up')
    .option('--one-in <n>', 'score every n-th flight only')
    .option('--from <date>', 'begin the story later (ISO date)')
    .option('--until <date>', 'end the story earlier (ISO date)')
    .option('--all', 'play the whole half year')
    .option('--without <injection>', 'leave an injection out', list, [])
    .option('--with <injection>', 'put an injection in', list, [])
    .option('--json [file]', 'print the summary as JSON, or write it to a file')
    .addHelpText('after', '\nExits with 0 only if exactly the decisions were made that the story expects.')
    .action(async (options: DemoOptions, command: Command) => {
      const { env, home: parent, printer } = context(command);
      const home = join(parent, 'demo');
      const onTold = (summary: DemoSummary): void =>
        printer.result(summary, () => summaryText(summary, options.headless ? undefined : next(summary)));
      await freshHome(home);
      const summary = await interruptible((signal) =>
        playFlights({ env, home, options, printer, signal, onTold }),
      );
      process.exitCode = summary.ok ? 0 : 1;
    });
};

/** An empty folder for this run; CHK_STACK_RUNNING while another demonstration has it. */
async function freshHome(home: string): Promise<void> {
  const holder = lockHolder(home);
  if (holder !== undefined)
    throw new CheckrideError(
      'CHK_STACK_RUNNING',
      `A demonstration runs in ${home} (process ${holder.pid}).`,
      {
        remedy: `End it with Ctrl-C where it was started, or with CHECKRIDE_HOME=${home} npx checkride down.`,
      },
    );
  // What one that was killed left behind is still ending.
  await leftoversGone(home, 15_000);
  await rm(home, { recursive: true, force: true });
}

const next = ({ console, home }: DemoSummary): string =>
  [
    `The console stays at ${console}; Ctrl-C ends it. Meanwhile, in another terminal:`,
    `  CHECKRIDE_HOME=${home} npx checkride why flights`,
  ].join('\n');
