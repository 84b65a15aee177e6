import type { FoldDefinition } from './fold/definition.js';
import { PartitionOwner } from './fold/partition-owner.js';
import { followStates } from './fold/state-standby.js';
import { consumeBatches } from './kafka/batch-source.js';
import type { BatchSource } from './kafka/batch-source.js';
import type { KafkaConnection } from './kafka/connection.js';
import { openFencedProducer } from './kafka/fenced-producer.js';

export type { FoldDefinition, FoldStep } from './fold/definition.js';

/** A running fold. */
export interface Fold {
  /** Stops reading, ends the transaction in hand, leaves. */
  close(): Promise<void>;
}

const SHOW_LAG_MS = 2_000;

/** Runs a fold exactly once per record, whatever dies (protocols §5). The group's offsets only show lag; the truth is in the state. */
export async function runFold<S>(connection: KafkaConnection, definition: FoldDefinition<S>): Promise<Fold> {
  const { name, inputs, outputs, stateTopic } = definition;
  const standby = await followStates(connection, stateTopic);
  const owners = new Map<number, PartitionOwner<S>>();
  const leaving = new Map<number, Promise<void>>();
  const read = new Map<string, { topic: string; partition: number; offset: number }>();

  const ownerOf = (partition: number, source: BatchSource): PartitionOwner<S> =>
    new PartitionOwner(
      definition,
      partition,
      {
        async openProducer() {
          await leaving.get(partition);
          return openFencedProducer(connection, {
            transactionalId: `${name}-${partition}`,
            guards: [...outputs, stateTopic].map((topic) => ({ topic, partition })),
          });
        },
        storedStates: () => standby.read(partition),
        resumeFrom(next) {
          for (const topic of inputs) {
            source.seek({ topic, partition, offset: next[topic] ?? 0 });
            source.resume(topic, [partition]);
          }
        },
        pause() {
          for (const topic of inputs) source.pause(topic, [partition]);
        },
        confirmed: () => source.nextHeartbeat(),
      },
      connection.logger?.child({ fold: name }),
    );

  const letGo = (): void => {
    for (const [partition, owner] of owners) {
      const gone = owner.close();
      leaving.set(
        partition,
        Promise.all([leaving.get(partition), gone]).then(() => undefined),
      );
    }
    owners.clear();
    read.clear();
  };

  const source = await consumeBatches(connection, {
    group: name,
    topics: inputs,
    assignment: 'co-partitioned',
    concurrency: 12,
    sessionTimeoutMs: definition.sessionTimeoutMs ?? 6_000,
    onAssigned(partitions, member) {
      for (const { topic, partition } of partitions) member.pause(topic, [partition]);
      for (const partition of new Set(partitions.map((at) => at.partition))) {
        const owner = ownerOf(partition, member);
        owners.set(partition, owner);
        void owner.take();
      }
    },
    onRevoked: letGo,
    async onBatch({ topic, partition, records }) {
      await owners.get(partition)?.offer(records);
      read.set(`${topic}/${partition}`, { topic, partition, offset: (records.at(-1)?.offset ?? -1) + 1 });
    },
  });
  const showLag = setInterval(() => {
    const offsets = [...read.values()];
    read.clear();
    source.commit(offsets).catch(() => undefined);
  }, SHOW_LAG_MS);

  return {
    async close() {
      clearInterval(showLag);
      await source.close();
      letGo();
      await Promise.all(leaving.values());
      await standby.close();
    },
  };
}
