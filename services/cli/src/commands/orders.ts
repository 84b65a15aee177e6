import { resolve } from 'node:path';
import { CheckrideError } from '@checkride/domain/errors';
import type { CommandBody } from '@checkride/domain/commands';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { AddCommand } from './command.js';

/** Commands that ask something of the controller: each is answered on the ledger, applied or refused. */
export const addOrders: AddCommand = (program, context) => {
  const order = (name: string, subject: string, description: string): Command =>
    program
      .command(name)
      .argument(`<${subject}>`)
      .description(description)
      .option('--at <time>', 'replay clock: hold it back until this window (ISO time)');

  order('approve', 'model', 'approve what waits for a person')
    .argument('<subject>', 'the decision or version that waits')
    .option('--role <role>', 'in which role, where a gate asks for one')
    .action((model: string, subject: string, options: { role?: string; at?: string }, command: Command) =>
      send(context(command), model, { kind: 'approve', subject, role: options.role }, options.at),
    );
  order('reject', 'model', 'reject what waits for a person')
    .argument('<subject>', 'the decision or version that waits')
    .requiredOption('--reason <text>', 'why')
    .action((model: string, subject: string, options: { reason: string; at?: string }, command: Command) =>
      send(context(command), model, { kind: 'reject', subject, reason: options.reason }, options.at),
    );
  order('promote', 'model', 'take a release to its next step, or start one')
    .option('--model-version <version>', 'staged version to release')
    .action((model: string, options: { modelVersion?: string; at?: string }, command: Command) =>
      send(context(command), model, { kind: 'promote', version: options.modelVersion ?? null }, options.at),
    );
  order('pause', 'model', 'hold the release in flight where it stands')
    .requiredOption('--reason <text>', 'why')
    .action((model: string, options: { reason: string; at?: string }, command: Command) =>
      send(context(command), model, { kind: 'pause', reason: options.reason }, options.at),
    );
  order('rollback', 'model', 'send traffic back to a verified version')
    .requiredOption('--reason <text>', 'why')
    .option('--to <version>', 'version to go back to; the previous one by default')
    .action((model: string, options: { reason: string; to?: string; at?: string }, command: Command) =>
      send(
        context(command),
        model,
        { kind: 'rollback', to: options.to ?? null, reason: options.reason },
        options.at,
      ),
    );
  order('retrain', 'model', 'train, validate and stage a new version')
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
        send(
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

async function send(
  { api, printer }: Context,
  model: string,
  body: CommandBody,
  at: string | undefined,
): Promise<void> {
  const heldUntil = windowOf(at);
  const receipt = await api().command(model, body, heldUntil);
  printer.result(
    receipt,
    () => `${body.kind} of ${model} sent as command ${receipt.command_id}; its answer stands on the ledger`,
  );
}

/** The moment an order waits for, in ms; CHK_COMMAND_REFUSED for text that is no moment. */
function windowOf(at: string | undefined): number | null {
  if (at === undefined) return null;
  const moment = Date.parse(at);
  if (Number.isFinite(moment)) return moment;
  throw new CheckrideError('CHK_COMMAND_REFUSED', `"${at}" is no moment`, {
    remedy: 'Write it as ISO 8601, e.g. 2001-02-14T00:00:00Z.',
  });
}
