import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { CONTROL_TOPICS, DATA_TOPICS } from '@checkride/messaging/topics';
import type { TopicSpec } from '@checkride/messaging/topics';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import type { ClickHouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { startLocalStack } from '@checkride/stack/local-stack';
import type { LocalStack } from '@checkride/stack/local-stack';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';

/** A broker and an engine that only one test uses, with all topics and tables. */
export interface OwnStack {
  readonly stack: LocalStack;
  readonly kafka: KafkaConnection;
  readonly clickhouse: ClickHouseConnection;
  close(): Promise<void>;
}

/** Starts both in a new home; `topics` are made beside those every installation has. */
export async function ownStack(topics: readonly TopicSpec[] = []): Promise<OwnStack> {
  const home = mkdtempSync(join(tmpdir(), 'checkride-own-'));
  const stack = await startLocalStack({ home, kafkaPort: 0, clickhousePort: 0 });
  const kafka = await connectKafka({ brokers: [stack.kafkaBrokers], clientId: 'test' });
  const { clickhouse } = readConfiguration({ clickhouse: clickhouseConnection }, stack.environment);
  const store = connectClickHouse(clickhouse);
  await Promise.all([kafka.ensureTopics([...CONTROL_TOPICS, ...DATA_TOPICS, ...topics]), migrate(store)]);
  await store.close();
  return {
    stack,
    kafka,
    clickhouse,
    async close() {
      await kafka.close();
      // Nothing of this home is wanted any more: a peaceful end would take seconds.
      await Promise.all([stack.kafka.kill(), stack.clickhouse.kill()]);
      await stack.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
