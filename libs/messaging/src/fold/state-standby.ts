import type { KafkaConnection } from '../kafka/connection.js';
import { follow } from '../kafka/follower.js';

/** Keeps every partition's newest state records at hand, so that taking one over reads next to nothing. */
export interface StateStandby {
  /** State records of a partition by key, complete up to what was committed before this call. */
  read(partition: number): Promise<ReadonlyMap<string, Buffer>>;
  close(): Promise<void>;
}

/** Follows a compacted state topic. */
export async function followStates(connection: KafkaConnection, topic: string): Promise<StateStandby> {
  const partitions = new Map<number, Map<string, Buffer>>();
  const statesOf = (partition: number): Map<string, Buffer> => {
    let states = partitions.get(partition);
    if (states === undefined) partitions.set(partition, (states = new Map<string, Buffer>()));
    return states;
  };
  const follower = await follow(connection, {
    topics: [topic],
    onRecords(records) {
      for (const { partition, key, value } of records) {
        if (key === null) continue;
        // A slice would pin the whole fetch response.
        if (value === null) statesOf(partition).delete(key.toString('utf8'));
        else statesOf(partition).set(key.toString('utf8'), Buffer.from(value));
      }
    },
  });
  return {
    async read(partition) {
      // After fencing nothing of ours is open, so the last stable offset is behind the last committed state.
      const end = (await connection.endOffsets(topic))[partition] ?? 0;
      await follower.waitFor(topic, partition, end);
      return new Map(statesOf(partition));
    },
    close: () => follower.close(),
  };
}
