import type { Command } from 'commander';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { playFlights, type DemoOptions } from '../demo/play-flights.js';
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
    .option('--until <date>', 'end the story earlier (ISO date)')
    .option('--all', 'play the whole half year')
    .option('--without <injection>', 'leave an injection out', list, [])
    .option('--with <injection>', 'put an injection in', list, [])
    .option('--json [file]', 'print the summary as JSON, or write it to a file')
    .action(async (options: DemoOptions, command: Command) => {
      const { env, home, printer } = context(command);
      const demoHome = join(home, 'demo');
      await rm(demoHome, { recursive: true, force: true });
      const summary = await interruptible((signal) =>
        playFlights({ env, home: demoHome, options, printer, signal }),
      );
      printer.result(
        summary,
        () =>
          `${summary.ok ? 'As the story says.' : 'Not as the story says:'} ${[...summary.missing, ...summary.unexpected].join('\n')}`,
      );
      process.exitCode = summary.ok ? 0 : 1;
    });
};
