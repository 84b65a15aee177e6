import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { consumeBatches } from '@checkride/messaging/kafka/batch-source';
import { openFencedProducer } from '@checkride/messaging/kafka/fenced-producer';
import type { FencedProducer } from '@checkride/messaging/kafka/fenced-producer';
import type { OutboundRecord } from '@checkride/messaging/records';
import { TOPICS } from '@checkride/messaging/topics';

/** A control partition this member alone writes reports for; its number of takings tells one ownership from the next. */
export interface OwnedPartition {
  readonly partition: number;
  readonly taking: number;
  /** Writes all records or none; CHK_PRODUCER_LOST gives the partition up, to be taken again. */
  transact(records: readonly OutboundRecord[]): Promise<void>;
}

/** Control partitions as the group assigns them. */
export interface PartitionOwner {
  /** The partition if it is assigned to this member, fenced at the first call after each taking; else undefined. */
  own(partition: number): Promise<OwnedPartition | undefined>;
  close(): Promise<void>;
}

/** What a member of the monitor's group needs besides the connection. */
export interface PartitionOwnerOptions {
  readonly group: string;
  readonly sessionTimeoutMs?: number;
  /** Resolves when the head topic's partition has been read to its end: after fencing, before the first report. */
  readonly headRead: (partition: number) => Promise<void>;
  readonly onChange: () => void;
  readonly onLost: (partition: number, error: unknown) => void;
}

/** Joins the group on models.v1 and owns what it is given. */
export async function ownPartitions(
  connection: KafkaConnection,
  { group, sessionTimeoutMs, headRead, onChange, onLost }: PartitionOwnerOptions,
): Promise<PartitionOwner> {
  const assigned = new Set<number>();
  const taken = new Map<number, { owned: OwnedPartition; producer: FencedProducer }>();
  let takings = 0;

  const release = (partition: number): void => {
    const held = taken.get(partition);
    taken.delete(partition);
    void held?.producer.close().catch(() => undefined);
  };
  const take = async (partition: number): Promise<OwnedPartition> => {
    const producer = await openFencedProducer(connection, {
      transactionalId: `${group}-${partition}`,
      guards: [TOPICS.evidence, TOPICS.monitorHead].map((topic) => ({ topic, partition })),
    });
    await headRead(partition);
    const owned: OwnedPartition = {
      partition,
      taking: (takings += 1),
      async transact(records) {
        try {
          await producer.transact(records);
        } catch (error) {
          if (taken.get(partition)?.owned === owned) taken.delete(partition);
          onLost(partition, error);
          throw error;
        }
      },
    };
    taken.set(partition, { owned, producer });
    return owned;
  };

  const source = await consumeBatches(connection, {
    group,
    topics: [TOPICS.models],
    startAt: 'latest',
    sessionTimeoutMs,
    onBatch: () => undefined,
    onAssigned(partitions) {
      for (const { partition } of partitions) assigned.add(partition);
      onChange();
    },
    onRevoked() {
      for (const partition of assigned) release(partition);
      assigned.clear();
    },
  });

  return {
    async own(partition) {
      if (!assigned.has(partition)) return undefined;
      return taken.get(partition)?.owned ?? take(partition);
    },
    async close() {
      await source.close();
      for (const partition of [...taken.keys()]) release(partition);
    },
  };
}
