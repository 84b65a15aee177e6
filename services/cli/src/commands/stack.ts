import type { Command } from 'commander';
import { doctorChecks } from '@checkride/stack/doctor';
import { launchStack } from '@checkride/stack/launch';
import { stackStatus } from '@checkride/stack/stack-status';
import { stopStack } from '@checkride/stack/stop-stack';
import { interruptible } from '../interruptible.js';
import { localServices, type ProcessLayout } from '../local-services.js';
import { progressLine } from '../output/progress-line.js';
import { table } from '../output/table.js';
import type { AddCommand } from './command.js';

/** Commands about the local stack: broker, engine and services on this machine. */
export const addStack: AddCommand = (program, context) => {
  program
    .command('up')
    .description('start a real Kafka broker, a real ClickHouse engine and the services on this machine')
    .option('--processes <layout>', 'together (three processes) or separate (one a service)', 'together')
    .action(async (options: { processes: ProcessLayout }, command: Command) => {
      const { env, home, printer } = context(command);
      const local = await localServices({
        env,
        layout: options.processes === 'separate' ? 'separate' : 'together',
      });
      const record = await interruptible((signal) =>
        launchStack(
          { home, ...local },
          { signal, onProgress: (progress) => printer.progress(progressLine(progress)) },
        ),
      );
      printer.result(
        {
          home,
          kafka: record.kafkaBrokers,
          clickhouse: record.clickhouseUrl,
          console: local.urls.consoleUrl,
          serving: local.urls.servingUrl,
        },
        () =>
          [
            `Checkride runs in ${home}`,
            `  console     ${local.urls.consoleUrl}`,
            `  serving     ${local.urls.servingUrl}`,
            `  kafka       ${record.kafkaBrokers}`,
            `  clickhouse  ${record.clickhouseUrl}`,
            'Stop it with `checkride down`.',
          ].join('\n'),
      );
    });

  program
    .command('down')
    .description('stop what `up` started; data stay')
    .action(async (_options: object, command: Command) => {
      const { home, printer } = context(command);
      const stopped = await stopStack(home);
      printer.result({ home, stopped }, () =>
        stopped ? `Stopped. Data stay in ${home}.` : `Nothing ran in ${home}.`,
      );
    });

  program
    .command('status')
    .description('what runs on this machine')
    .action(async (_options: object, command: Command) => {
      const { home, printer } = context(command);
      const status = await stackStatus(home);
      printer.result(status, () =>
        [
          `${status.home}: ${status.state}`,
          table(
            ['part', 'pid', 'alive', 'answers'],
            status.parts.map(({ name, pid, alive, answers }) => [
              name,
              pid,
              alive ? 'yes' : 'no',
              answers === undefined ? null : answers ? 'yes' : 'no',
            ]),
            'Nothing runs: start it with `checkride up`.',
          ),
          `logs: ${status.logs}`,
        ].join('\n'),
      );
      if (status.state !== 'running') process.exitCode = 3;
    });

  program
    .command('doctor')
    .description('check what the local stack needs of this machine')
    .action(async (_options: object, command: Command) => {
      const { env, home, printer } = context(command);
      const checks = await doctorChecks(home, env);
      printer.result(checks, () =>
        checks
          .map(
            ({ name, ok, detail, remedy }) =>
              `${ok ? 'ok     ' : 'problem'} ${name}: ${detail}${remedy ? `\n        → ${remedy}` : ''}`,
          )
          .join('\n'),
      );
      if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
    });
};
