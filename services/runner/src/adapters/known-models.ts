import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { follow, type Follower } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';

/** The newest record of every model, kept current from models.v1. */
export interface KnownModels {
  get(model: string): ModelRecord | undefined;
  /** Resolves once the model's contract has at least this version. */
  atLeast(model: string, contractVersion: number): Promise<ModelRecord>;
  close(): Promise<void>;
}

/** Follows models.v1; resolves when everything written before is known. */
export async function followModels(connection: KafkaConnection): Promise<KnownModels> {
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
    get: (model) => records.get(model),
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
