import { followOngoing } from './coordinator-log.js';
import { follow } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';

/** Topics whose growth tells how far each part is. */
const WATCHED = [TOPICS.progress, TOPICS.evidence, TOPICS.decisions, TOPICS.lifecycle, TOPICS.jobs] as const;

/** How far a run is, by committed records on a topic. */
export type Milestone = (typeof WATCHED)[number];

/** Counts committed records while services work. */
export interface Gauge {
  count(topic: Milestone): number;
  /** Resolves when the topic holds this many records. */
  reached(topic: Milestone, count: number): Promise<void>;
  /** Resolves when a transaction has been begun under an id with this prefix, after this call. */
  nextTransaction(prefix: string): Promise<void>;
  /** Resolves when the controller has folded the window that starts at `start` (ms). */
  folded(start: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts counting from the beginning of the topics. */
export async function openGauge(kafka: KafkaConnection): Promise<Gauge> {
  const counts = new Map<string, number>();
  const begun = new Map<string, number>();
  let lastFolded = 0;
  let waiting: { readonly met: () => boolean; readonly resolve: () => void }[] = [];
  const count = (topic: string): number => counts.get(topic) ?? 0;
  const until = (met: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      if (met()) resolve();
      else waiting.push({ met, resolve });
    });
  const wake = (): void => {
    const met = waiting.filter((waiter) => waiter.met());
    waiting = waiting.filter((waiter) => !met.includes(waiter));
    for (const { resolve } of met) resolve();
  };
  const follower = await follow(kafka, {
    topics: WATCHED,
    onRecords(records) {
      for (const { topic, value } of records) {
        counts.set(topic, count(topic) + 1);
        const event = topic === TOPICS.lifecycle && value ? decodeWire('lifecycle-event', value) : undefined;
        if (event?.kind === 'folded') lastFolded = Math.max(lastFolded, event.folded.window[0]);
      }
      wake();
    },
  });
  const transactions = await followOngoing(kafka, (id) => {
    const prefix = id.replace(/-\d+$/, '');
    begun.set(prefix, (begun.get(prefix) ?? 0) + 1);
    wake();
  });
  return {
    count,
    reached: (topic, wanted) => until(() => count(topic) >= wanted),
    folded: (start) => until(() => lastFolded >= start),
    nextTransaction(prefix) {
      const before = begun.get(prefix) ?? 0;
      return until(() => (begun.get(prefix) ?? 0) > before);
    },
    async close() {
      await Promise.all([follower.close(), transactions.close()]);
    },
  };
}
