import type { Frontier } from '@checkride/domain/window';
import { frontierKey } from '@checkride/domain/window';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import type { Sender } from '@checkride/messaging/kafka/sender';
import { TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';

/** The promises on progress.v1, read and written. */
export interface Promises {
  /** Resolves when all that is published now has been read. */
  known(): Promise<void>;
  of(key: string): Frontier | undefined;
  publish(promises: readonly Frontier[]): Promise<void>;
  close(): Promise<void>;
}

/** Follows progress.v1; of each partition the furthest promise counts. */
export async function followPromises(connection: KafkaConnection, sender: Sender): Promise<Promises> {
  const promises = new Map<string, Frontier>();
  const follower = await follow(connection, {
    topics: [TOPICS.progress],
    onRecords(records) {
      for (const { value } of records) {
        if (value === null) continue;
        const promise = decodeWire('frontier', value);
        const key = frontierKey(promise.topic, promise.partition);
        if (promise.next_offset >= (promises.get(key)?.next_offset ?? 0)) promises.set(key, promise);
      }
    },
  });
  return {
    async known() {
      const [end] = await connection.endOffsets(TOPICS.progress);
      await follower.waitFor(TOPICS.progress, 0, end ?? 0);
    },
    of: (key) => promises.get(key),
    publish: (batch) =>
      sender.send(
        batch.map((promise) => ({
          topic: TOPICS.progress,
          partition: 0,
          key: frontierKey(promise.topic, promise.partition),
          value: encodeWire('frontier', promise),
        })),
      ),
    close: () => follower.close(),
  };
}
