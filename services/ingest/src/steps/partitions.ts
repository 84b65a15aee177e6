import { frontierKey } from '@checkride/domain/window';
import type { Frontier } from '@checkride/domain/window';
import { takenPartition } from './arrival.js';
import type { PartitionState } from './arrival.js';
import type { Persevere } from './persevere.js';

/** A partition of a topic. */
export interface PartitionName {
  readonly topic: string;
  readonly partition: number;
}

/** What is asked about partitions when they are taken. */
export interface TakeDeps {
  readonly persevere: Persevere;
  /** Resolves when every promise published until now is known. */
  readonly promisesKnown: () => Promise<void>;
  readonly promiseOf: (key: string) => Frontier | undefined;
  readonly offsetRanges: (
    topic: string,
  ) => Promise<readonly { readonly first: number; readonly end: number }[]>;
}

/** The step at assignment: where each partition stands, from the promises about it and the log. */
export function createTakeStep({ persevere, promisesKnown, promiseOf, offsetRanges }: TakeDeps): Take {
  const ask = async (names: readonly PartitionName[]): Promise<Map<string, PartitionState>> => {
    await promisesKnown();
    const topics = [...new Set(names.map(({ topic }) => topic))];
    const ranges = new Map(
      await Promise.all(topics.map(async (topic) => [topic, await offsetRanges(topic)] as const)),
    );
    return new Map(
      names.map(({ topic, partition }) => {
        const key = frontierKey(topic, partition);
        const first = ranges.get(topic)?.[partition]?.first ?? 0;
        return [key, takenPartition(topic, partition, promiseOf(key), first)];
      }),
    );
  };
  return function take(names, alive) {
    return persevere(alive, () => ask(names));
  };
}

/** Takes partitions (protocols §0.1 and §1) for as long as they are ours. */
export type Take = (
  names: readonly PartitionName[],
  alive: () => boolean,
) => Promise<Map<string, PartitionState>>;
