import type { Command } from 'commander';
import { kafkaConnection } from '@checkride/platform/kafka-connection';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import { CONTROL_TOPICS, DATA_TOPICS } from '@checkride/messaging/topics';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';
import type { AddCommand } from './command.js';

/** `checkride migrate`: creates topics and tables that are missing; services only verify them. */
export const addMigrate: AddCommand = (program, context) => {
  program
    .command('migrate')
    .description('create or bring up to date the topics and tables')
    .action(async (_options: object, command: Command) => {
      const { env, printer } = context(command);
      const { kafka, clickhouse } = readConfiguration(
        { kafka: kafkaConnection, clickhouse: clickhouseConnection },
        env,
      );
      const connection = await connectKafka({ ...kafka, clientId: 'checkride-migrate' });
      const store = connectClickHouse(clickhouse);
      try {
        const topics = [...CONTROL_TOPICS, ...DATA_TOPICS];
        await connection.ensureTopics(topics);
        const applied = await migrate(store);
        printer.result(
          { topics: topics.map(({ topic }) => topic), migrations: applied },
          () => `${topics.length} topics and all tables are there (${applied.length} migrations applied now)`,
        );
      } finally {
        await Promise.all([store.close(), connection.close()]);
      }
    });
};
