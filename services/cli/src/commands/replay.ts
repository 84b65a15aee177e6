import type { Command } from 'commander';
import { CheckrideError } from '@checkride/domain/errors';
import type { Decision } from '@checkride/domain/judge/decision';
import { replayDecisions, type ReplayResult } from '@checkride/domain/judge/replay';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { connectClickHouse, type ClickHouse } from '@checkride/store/clickhouse-client';
import {
  decisionByIdQuery,
  modelRecordsQuery,
  ticksOfModelQuery,
} from '@checkride/store/queries/console/bodies.query';
import type { AddCommand } from './command.js';
import { storedDecisions, storedReports } from './stored-evidence.js';

/** `checkride replay`: folds stored evidence again and compares what comes out with what was decided, to the byte. */
export const addReplay: AddCommand = (program, context) => {
  program
    .command('replay')
    .argument('[decision]', 'a decision id; its whole model is replayed')
    .option('--all', 'every model')
    .option('--model <model>', 'one model')
    .description('decide again from stored evidence alone and compare')
    .action(async (id: string | undefined, options: { all?: boolean; model?: string }, command: Command) => {
      const { env, printer } = context(command);
      const store = connectClickHouse(
        readConfiguration({ clickhouse: clickhouseConnection }, env).clickhouse,
        { application: 'checkride-replay' },
      );
      try {
        const models = options.model ? [options.model] : await modelsOf(store, id, options.all === true);
        const results: (ReplayResult & { readonly model: string })[] = [];
        for (const model of models) results.push({ model, ...(await replayModel(store, model)) });
        // Nothing compared is no proof of anything.
        if (results.every(({ compared }) => compared === 0))
          throw new CheckrideError('CHK_NOT_FOUND', 'no stored decision was there to be replayed', {
            remedy: 'See `checkride models`; decisions are stored within a second of being made.',
          });
        printer.result(results, () => results.map(resultText).join('\n'));
        if (results.some(({ differences, altered }) => differences.length + altered.length > 0))
          process.exitCode = 1;
      } finally {
        await store.close();
      }
    });
};

async function modelsOf(store: ClickHouse, id: string | undefined, all: boolean): Promise<string[]> {
  if (all)
    return (await store.query(modelRecordsQuery, { model: '' })).map(
      (body) => (JSON.parse(body) as { model: string }).model,
    );
  const [body] = id === undefined ? [] : await store.query(decisionByIdQuery, { id });
  if (body === undefined) {
    throw new CheckrideError(
      'CHK_NOT_FOUND',
      id === undefined ? 'nothing to replay was named' : `there is no decision ${id}`,
      { remedy: 'Name a decision (`checkride decisions MODEL` lists them), --model MODEL or --all.' },
    );
  }
  return [(JSON.parse(body) as Decision).model];
}

async function replayModel(store: ClickHouse, model: string): Promise<ReplayResult> {
  const stored = await storedDecisions(store, model);
  return replayDecisions(
    await storedReports(store, model),
    stored,
    await store.query(ticksOfModelQuery, { model }),
  );
}

function resultText({
  model,
  compared,
  equal,
  differences,
  altered,
}: ReplayResult & { model: string }): string {
  const [first] = differences;
  const where = first
    ? `\n  first difference at decision ${first.seq}: stored ${first.stored?.headline ?? 'nothing'} ${first.stored?.decision_id ?? ''}, replayed ${first.replayed?.headline ?? 'nothing'} ${first.replayed?.decision_id ?? ''}`
    : '';
  const evidence =
    altered.length > 0 ? `\n  not as the judge saw them: reports ${altered.slice(0, 10).join(', ')}` : '';
  return `${model}: ${equal} of ${compared} decisions equal to the byte${where}${evidence}`;
}
