import type { Frontier } from '@checkride/domain/window';
import type { PartitionState } from './arrival.js';
import type { ContractBook } from './contracts.js';

/** How far a clock of ours and the broker's may differ, ms. */
const SKEW_MS = 100;

/** What the idle rule asks. */
export interface IdleDeps {
  readonly book: ContractBook;
  readonly offsetRanges: (topic: string) => Promise<readonly { readonly end: number }[]>;
  readonly now: () => number;
}

/** Promises about partitions in which nothing waits; `states` is asked again after the wait for the broker. */
export type IdlePromises = (states: () => readonly PartitionState[]) => Promise<Frontier[]>;

/**
 * Live only (protocols §1.7): where all that the log held after T0 is stored, everything that arrived before
 * T0 − 100 ms is. On the replay clock only clock records move time.
 */
export function createIdleFrontierStep({ book, offsetRanges, now }: IdleDeps): IdlePromises {
  const watched = (topic: string): boolean => book.modelsOn(topic).length > 0 && !book.isReplay(topic);
  return async function idlePromises(states) {
    // The broker is asked only about topics where something may be idle: never while a backlog is read.
    const idle = states().filter(({ topic, next, flushed }) => next <= flushed && watched(topic));
    const topics = new Set(idle.map(({ topic }) => topic));
    if (topics.size === 0) return [];
    const frontier = now() - SKEW_MS;
    const ends = new Map(
      await Promise.all([...topics].map(async (topic) => [topic, await offsetRanges(topic)] as const)),
    );
    const promises: Frontier[] = [];
    for (const state of states()) {
      const { topic, partition, next, flushed, stored } = state;
      const end = ends.get(topic)?.[partition]?.end;
      // Something read and not flushed may have arrived before T0.
      if (end === undefined || stored < end || next > flushed || frontier <= state.reached) continue;
      state.reached = frontier;
      state.floor = { from: stored, at: frontier };
      promises.push({ topic, partition, next_offset: stored, frontier });
    }
    return promises;
  };
}
