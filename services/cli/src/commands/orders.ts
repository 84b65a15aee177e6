import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AddCommand } from './command.js';
import { sendOrder } from './send-order.js';

/** Commands that ask something of the controller: each is answered on the ledger, applied or refused. */
export const addOrders: AddCommand = (program, context) => {
  const order = (name: string, description: string): Command =>
    program
      .command(name)
      .argument('<model>', 'name of the model')
      .description(description)
      .option('--at <time>', 'replay clock: hold it back until this window (ISO time)');

  order('approve', 'approve what waits for a person')
    .argument('<subject>', 'the decision or version that waits')
    .option('--role <role>', 'in which role, where a gate asks for one')
    .action((model: string, subject: string, options: { role?: string; at?: string }, command: Command) =>
      sendOrder(context(command), model, { kind: 'approve', subject, role: options.role }, options.at),
    );
  order('reject', 'reject what waits for a person')
    .argument('<subject>', 'the decision or version that waits')
    .requiredOption('--reason <text>', 'why')
    .action((model: string, subject: string, options: { reason: string; at?: string }, command: Command) =>
      sendOrder(context(command), model, { kind: 'reject', subject, reason: options.reason }, options.at),
    );
  order('promote', 'take a release to its next step, or start one')
    .option('--model-version <version>', 'staged version to release')
    .action((model: string, options: { modelVersion?: string; at?: string }, command: Command) =>
      sendOrder(
        context(command),
        model,
        { kind: 'promote', version: options.modelVersion ?? null },
        options.at,
      ),
    );
  order('pause', 'hold the release in flight where it stands')
    .requiredOption('--reason <text>', 'why')
    .action((model: string, options: { reason: string; at?: string }, command: Command) =>
      sendOrder(context(command), model, { kind: 'pause', reason: options.reason }, options.at),
    );
  order('rollback', 'send traffic back to a verified version')
    .requiredOption('--reason <text>', 'why')
    .option('--to <version>', 'version to go back to; the previous one by default')
    .action((model: string, options: { reason: string; to?: string; at?: string }, command: Command) =>
      sendOrder(
        context(command),
        model,
        { kind: 'rollback', to: options.to ?? null, reason: options.reason },
        options.at,
      ),
    );
  order('retrain', 'train, validate and stage a new version')
    .requiredOption('--reason <text>', 'why')
    .option('--data <file>', 'Parquet file to train on instead of stored rows')
    .option('--pipeline <file>', "pipeline file instead of the contract's")
    .option('--as <version>', 'name of the version')
    .action(
      (
        model: string,
        options: { reason: string; data?: string; pipeline?: string; as?: string; at?: string },
        command: Command,
      ) =>
        sendOrder(
          context(command),
          model,
          {
            kind: 'retrain',
            reason: options.reason,
            data: options.data === undefined ? null : resolve(options.data),
            pipeline: options.pipeline === undefined ? null : resolve(options.pipeline),
            version: options.as ?? null,
          },
          options.at,
        ),
    );
};
