import type { Command } from 'commander';
import type { AddCommand } from './command.js';
import { sendOrder } from './send-order.js';

interface Options {
  readonly reason: string;
  readonly at?: string;
}

/** Commands by which a person takes back what was decided; both are counted by `checkride trust`. */
export const addOverrides: AddCommand = (program, context) => {
  const held = 'replay clock: hold it back until this window (ISO time)';
  program
    .command('override')
    .argument('<decision>', 'id of the decision that was wrong')
    .description('take back what a decision did, as far as it can be, and put the reason on the ledger')
    .requiredOption('--reason <text>', 'what was wrong with it')
    .option('--at <time>', held)
    .action(async (decision: string, { reason, at }: Options, command: Command) => {
      const own = context(command);
      const { model } = await own.api().decision(decision);
      await sendOrder(own, model, { kind: 'override', decision, reason }, at);
    });
  program
    .command('lift')
    .argument('<model>', 'name of the model')
    .argument('<digest>', 'SHA-256 of the artifact, or its first eight digits')
    .description('end the quarantine of an artifact')
    .requiredOption('--reason <text>', 'why it may serve again')
    .option('--at <time>', held)
    .action((model: string, digest: string, { reason, at }: Options, command: Command) =>
      sendOrder(context(command), model, { kind: 'lift', digest, reason }, at),
    );
};
