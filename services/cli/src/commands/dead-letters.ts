import type { Command } from 'commander';
import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import { moment, table } from '../output/table.js';
import type { AddCommand } from './command.js';

/** `checkride dead-letters`: messages that were set aside, with the reason and where they stand. */
export const addDeadLetters: AddCommand = (program, context) => {
  program
    .command('dead-letters')
    .option('--model <model>', 'only of this model')
    .option('--limit <n>', 'newest shown', '50')
    .description('messages that were set aside, and why')
    .action(async (options: { model?: string; limit: string }, command: Command) => {
      const { api, printer } = context(command);
      const query = new URLSearchParams({
        limit: options.limit,
        ...(options.model ? { model: options.model } : {}),
      });
      const letters = await api().get<DeadLetter[]>(`/dead-letters?${query.toString()}`);
      printer.result(letters, () =>
        table(
          ['arrived', 'topic', 'partition', 'offset', 'model', 'reason', 'detail'],
          letters.map((letter) => [
            moment(letter.appended_at),
            letter.topic,
            letter.partition,
            letter.offset,
            letter.model,
            letter.reason,
            letter.detail,
          ]),
          'No message was set aside.',
        ),
      );
    });
};
