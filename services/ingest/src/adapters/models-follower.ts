import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import type { Follower } from '@checkride/messaging/kafka/follower';
import { TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';
import type { Logger } from '@checkride/platform/logger';
import type { ContractBook } from '../steps/contracts.js';

/** Keeps the contract book as new as models.v1; resolves once it holds all that is there. */
export async function followModels(
  connection: KafkaConnection,
  book: ContractBook,
  logger: Logger,
  onChange: () => void,
): Promise<Follower> {
  const follower = await follow(connection, {
    topics: [TOPICS.models],
    onRecords(records) {
      for (const { key, value } of records) {
        if (value === null) {
          if (key !== null) book.remove(key.toString());
          continue;
        }
        const record = decodeWire('model-record', value);
        const problems = book.apply(record);
        for (const problem of problems)
          logger.error({ model: record.model, problem }, 'writer schema unusable');
      }
      onChange();
    },
  });
  await follower.caughtUp;
  return follower;
}
