import type { Command } from 'commander';
import { backtest, type Backtest } from '@checkride/domain/backtest/backtest';
import { judgedCourse } from '@checkride/domain/backtest/said';
import { settingOf } from '@checkride/domain/backtest/settings';
import { canonicalJson } from '@checkride/domain/canonical';
import { parseDuration } from '@checkride/domain/contract/duration';
import { CheckrideError } from '@checkride/domain/errors';
import type { Decision } from '@checkride/domain/judge/decision';
import { POLICIES, policyNamed } from '@checkride/domain/policies/policies';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { backtestText } from './backtest-text.js';
import type { AddCommand } from './command.js';
import { storedDecisions, storedReports } from './stored-evidence.js';

interface Options {
  readonly model: string;
  readonly since: string;
  readonly set?: readonly string[];
  readonly policy?: string;
}

/** `checkride backtest`: what another contract or policy would have decided on stored evidence, beside what was decided. */
export const addBacktest: AddCommand = (program, context) => {
  program
    .command('backtest')
    .description('what would have been decided otherwise, and what that would have cost')
    .requiredOption('--model <model>', 'whose evidence')
    .option('--since <time>', 'how far back: 30d before the last report, or an ISO time', '30d')
    .option('--set <setting...>', 'a member of the contract, e.g. margin=1.05')
    .option('--policy <name>', `another way to decide: ${POLICIES.map(({ name }) => name).join(', ')}`)
    .action(async (options: Options, command: Command) => {
      const { env, printer } = context(command);
      const settings = (options.set ?? []).map(settingOf);
      const policy = options.policy === undefined ? undefined : policyNamed(options.policy);
      const { clickhouse } = readConfiguration({ clickhouse: clickhouseConnection }, env);
      const store = connectClickHouse(clickhouse, { application: 'checkride-backtest' });
      try {
        const reports = await storedReports(store, options.model);
        const stored = await storedDecisions(store, options.model);
        const since = sinceOf(options.since, reports.at(-1)?.window[1] ?? 0);
        const made = backtest(judgedCourse(reports), since, {
          ...(policy && { policy }),
          ...(settings.length > 0 && {
            changed: (contract) => settings.reduce((changed, change) => change(changed), contract),
          }),
        });
        if (!made)
          throw new CheckrideError(
            'CHK_NOT_FOUND',
            `no report of ${options.model} is stored since ${options.since}`,
            {
              remedy: 'See `checkride models`; name another time by --since, e.g. --since 90d.',
            },
          );
        const kept = asStored(made, stored);
        const { decisions, decisions_instead, ...rest } = made;
        printer.result(
          {
            model: options.model,
            ...rest,
            as_stored: kept,
            decisions: decisions.length,
            decisions_instead: decisions_instead.length,
          },
          () =>
            backtestText(
              options.model,
              made,
              kept,
              [...(policy ? [policy.name] : []), ...(options.set ?? [])].join(' '),
            ),
        );
        if (kept.equal < kept.compared) process.exitCode = 1;
      } finally {
        await store.close();
      }
    });
};

/** How many of the decisions made come out of the evidence again, to the byte. */
function asStored(
  { decisions, over }: Backtest,
  stored: readonly Decision[],
): { compared: number; equal: number } {
  const made = new Map(decisions.map((decision) => [decision.seq, decision]));
  const recent = stored.filter(({ window }) => window[1] > over[0] && window[1] <= over[1]);
  const equal = recent.filter(
    (decision) => canonicalJson(made.get(decision.seq) ?? null) === canonicalJson(decision),
  );
  return { compared: Math.max(recent.length, made.size), equal: equal.length };
}

/** The moment accounts begin, in ms: a duration before the last report, or a moment. */
function sinceOf(text: string, last: number): number {
  const back = parseDuration(text);
  const moment = back === undefined ? Date.parse(text) : last - back;
  if (Number.isFinite(moment)) return moment;
  throw new CheckrideError('CHK_COMMAND_REFUSED', `"${text}" is neither a duration nor a moment`, {
    remedy: 'Write e.g. 30d, 12h or 2001-02-14T00:00:00Z.',
  });
}
