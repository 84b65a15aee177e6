import type { Command } from 'commander';
import { userInfo } from 'node:os';
import type { ModelDetail } from '@checkride/client/api/console-views';
import { createChangeProducer } from '@checkride/client/changes';
import { sha256 } from '@checkride/domain/canonical';
import { CheckrideError } from '@checkride/domain/errors';
import { CHANGE_KINDS, type Change } from '@checkride/domain/events/change';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import { readConfiguration } from '@checkride/platform/env';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import type { Context } from '../context.js';
import { moment, table } from '../output/table.js';
import { momentOf, readChange, type ChangeOptions } from './change-options.js';
import type { AddCommand } from './command.js';

/** `checkride change`: what deploy tools and people changed around a model, told and read. */
export const addChange: AddCommand = (program, context) => {
  const change = program
    .command('change')
    .description('announce what was changed around a model, or list what was announced')
    .enablePositionalOptions();
  change
    .command('record')
    .argument('<model>', 'name of the model')
    .description('announce a change: it is a suspect for what happens next')
    .requiredOption('--kind <kind>', CHANGE_KINDS.join(', '))
    .requiredOption('--summary <text>', 'one line for people')
    .option('--scope <word...>', 'where it holds, e.g. region=eu; everywhere by default')
    .option('--share <version=share...>', 'traffic of a version from now on, e.g. v2=0.1')
    .option('--time <time>', 'when it took effect (ISO time); now by default')
    .option('--id <id>', 'its identity: told twice, it counts once; made from the rest by default')
    .option('--json', 'print one JSON document')
    .action(async (model: string, options: ChangeOptions, command: Command) => {
      const own = context(command);
      const { topic, replay } = await topicOf(own, model);
      const at = momentOf(options.time, replay);
      const told = readChange(model, options, at, (text) =>
        sha256(`${userInfo().username} ${text}`).slice(0, 16),
      );
      await send(own, topic, told, replay ? at : undefined);
      own.printer.result(
        told,
        () => `${told.kind} of ${model} at ${moment(at)} told as change ${told.change_id}`,
      );
    });
  change
    .command('list')
    .argument('<model>', 'name of the model')
    .description('changes announced of a model, newest first')
    .option('--limit <n>', 'newest shown', '50')
    .option('--json', 'print one JSON document')
    .action(async (model: string, options: { limit: string }, command: Command) => {
      const { api, printer } = context(command);
      const changes = await api().get<Change[]>(
        `/models/${encodeURIComponent(model)}/changes?limit=${encodeURIComponent(options.limit)}`,
      );
      printer.result(changes, () =>
        table(
          ['made', 'kind', 'scope', 'shares', 'change', 'summary'],
          changes.map(({ event_time, kind, scope, shares, change_id, summary }) => [
            moment(event_time),
            kind,
            scope.join(' '),
            Object.entries(shares ?? {})
              .map(([version, share]) => `${version} ${share}`)
              .join(', ') || null,
            change_id,
            summary,
          ]),
          `No change of ${model} was announced.`,
        ),
      );
    });
};

async function topicOf({ api }: Context, model: string): Promise<{ topic: string; replay: boolean }> {
  const { record } = await api().get<ModelDetail>(`/models/${encodeURIComponent(model)}`);
  const { changes, clock } = record.contract.source;
  if (changes === undefined)
    throw new CheckrideError('CHK_COMMAND_REFUSED', `the contract of ${model} names no topic of changes`, {
      remedy: 'Add `changes: changes.v1` (or a topic of your own) below `source:` and apply it.',
    });
  return { topic: changes, replay: clock === 'replay' };
}

async function send(
  { env }: Context,
  topic: string,
  change: Change,
  arrivedAt: number | undefined,
): Promise<void> {
  const { kafka } = readConfiguration({ kafka: kafkaConnection }, env);
  const connection = await connectKafka({ ...kafka, clientId: 'checkride-change' });
  try {
    const producer = await createChangeProducer(connection, topic);
    await producer.send(change, arrivedAt).finally(() => producer.close());
  } finally {
    await connection.close();
  }
}
