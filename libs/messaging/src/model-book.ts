import { CheckrideError } from '@checkride/domain/errors';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { follow, type Follower } from './kafka/follower.js';
import type { KafkaConnection } from './kafka/connection.js';
import { TOPICS } from './topics.js';
import { decodeWire } from './wire.js';

/** The newest record of every model, kept current from models.v1. */
export interface ModelBook {
  /** CHK_NOT_FOUND when no contract of that name was applied. */
  get(model: string): ModelRecord;
  /** Resolves once the model's contract has at least this version. */
  atLeast(model: string, contractVersion: number): Promise<ModelRecord>;
  close(): Promise<void>;
}

/** Follows models.v1; resolves when everything written before is known. */
export async function followModelBook(connection: KafkaConnection): Promise<ModelBook> {
  const records = new Map<string, ModelRecord>();
  let waiting: (() => void)[] = [];
  const follower: Follower = await follow(connection, {
    topics: [TOPICS.models],
    onRecords(inbound) {
      for (const { value } of inbound) {
        if (value === null) continue;
        const record = decodeWire('model-record', value);
        records.set(record.model, record);
      }
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
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
    async atLeast(model, contractVersion) {
      for (;;) {
        const record = records.get(model);
        if (record && record.contract_version >= contractVersion) return record;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    close: () => follower.close(),
  };
}
