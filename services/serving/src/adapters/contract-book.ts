import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import { follow } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';

/** The newest contract of every model. */
export interface ContractBook {
  /** CHK_NOT_FOUND when no contract of that name was applied. */
  get(model: string): ModelRecord;
  close(): Promise<void>;
}

/** Follows models.v1 from its beginning; resolves when what is there is known. */
export async function followContracts(connection: KafkaConnection): Promise<ContractBook> {
  const records = new Map<string, ModelRecord>();
  const follower = await follow(connection, {
    topics: [TOPICS.models],
    onRecords(inbound) {
      for (const { value } of inbound) {
        if (value === null) continue;
        const record = decodeWire('model-record', value);
        records.set(record.model, record);
      }
    },
  });
  await follower.caughtUp;
  return {
    get(model) {
      const record = records.get(model);
      if (record) return record;
      throw new CheckrideError('CHK_NOT_FOUND', `no contract names a model ${model}`, {
        remedy: 'Apply one: `checkride apply FILE`.',
      });
    },
    close: () => follower.close(),
  };
}
