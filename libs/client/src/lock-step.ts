import type { Folded, LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { follow } from '@checkride/messaging/kafka/follower';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';
import type { Connection } from './connect.js';

/** Paces a producer of history so that the closed loop is a function of the log. */
export interface LockStep {
  /**
   * Resolves when window `start` (ms) may be emitted: the controller has folded the window `lag` before it and every job
   * outstanding then has settled. Answers the route revision to score under; undefined while nothing that old exists.
   */
  mayEmit(start: number): Promise<number | undefined>;
  /** Resolves when the controller has folded this window; answers its word. */
  folded(start: number): Promise<Folded>;
  /** Resolves with the first ledger entry that matches, also one written before. */
  entry(matches: (entry: LedgerEntry) => boolean): Promise<LedgerEntry>;
  close(): Promise<void>;
}

/** Follows the controller's ledger for one model. `first` is the first window that will be emitted (ms). */
export async function followLockStep(
  connection: Connection,
  of: { readonly model: string; readonly baseMs: number; readonly lag: number; readonly first: number },
): Promise<LockStep> {
  const ticks = new Map<number, Folded>();
  const ledger: LedgerEntry[] = [];
  const settled = new Set<string>();
  let waiting: (() => void)[] = [];
  const follower = await follow(connection, {
    topics: [TOPICS.lifecycle],
    partitions: [controlPartition(of.model)],
    onRecords(records) {
      for (const { value } of records) {
        if (value === null) continue;
        const event = decodeWire('lifecycle-event', value);
        if (event.kind === 'folded' && event.folded.model === of.model)
          ticks.set(event.folded.window[0], event.folded);
        if (event.kind === 'entry' && event.entry.model === of.model) ledger.push(event.entry);
        if (event.kind === 'job-settled' && event.model === of.model) settled.add(event.job_id);
      }
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  });
  await follower.caughtUp;

  const until = async <T>(find: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };

  return {
    async mayEmit(start) {
      const before = start - of.lag * of.baseMs;
      if (before < of.first) return undefined;
      const tick = await until(() => ticks.get(before));
      await until(() => (tick.outstanding_jobs.every((job) => settled.has(job)) ? true : undefined));
      return tick.route_revision;
    },
    entry: (matches) => until(() => ledger.find(matches)),
    folded: (start) => until(() => ticks.get(start)),
    close: () => follower.close(),
  };
}
