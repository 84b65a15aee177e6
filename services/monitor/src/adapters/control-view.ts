import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Folded, LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import { frontierKey } from '@checkride/domain/window';
import { follow } from '@checkride/messaging/kafka/follower';
import type { Follower } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';
import type { MonitorHead } from '@checkride/messaging/wire';
import type { CountedLetter } from '../steps/dead-letter-counts.js';
import type { LedgerView } from '../steps/ledger-part.js';

/** Everything the monitor knows of one model from the control topics. */
export interface ModelView extends LedgerView {
  readonly records: ModelRecord[];
  readonly routeRecords: RouteRecord[];
  readonly folded: Map<number, Folded>;
  readonly entries: Map<number, LedgerEntry>;
  routes: number;
  head: MonitorHead | undefined;
}

/** The control topics as far as they were read. */
export interface ControlView {
  readonly models: ReadonlyMap<string, ModelView>;
  /** Frontier by `topic/partition`, ms. */
  readonly frontiers: ReadonlyMap<string, number>;
  readonly letters: ReadonlySet<CountedLetter>;
  /** Resolves when all that the topics held when asked has been read. */
  barrier(topics: readonly string[]): Promise<void>;
  /** Resolves when a control partition of a topic has been read to its end. */
  reached(topic: string, partition: number): Promise<void>;
  /** Forgets what reports up to these windows have used. */
  forget(model: string, before: { readonly ticks: number; readonly ledger: number }): void;
  dropLetters(unwanted: (letter: CountedLetter) => boolean): void;
  close(): Promise<void>;
}

const FOLLOWED = [
  TOPICS.progress,
  TOPICS.models,
  TOPICS.routes,
  TOPICS.lifecycle,
  TOPICS.deadLetters,
  TOPICS.monitorHead,
];

/** Follows the control topics from their beginning and calls `onChange` after every batch; resolves once caught up. */
export async function openControlView(
  connection: KafkaConnection,
  onChange: () => void,
): Promise<ControlView> {
  const models = new Map<string, ModelView>();
  const frontiers = new Map<string, number>();
  const letters = new Set<CountedLetter>();
  const lettersSeen = new Map<string, Set<number>>();

  const of = (model: string): ModelView => {
    let view = models.get(model);
    if (!view) {
      view = {
        records: [],
        routeRecords: [],
        folded: new Map(),
        entries: new Map(),
        routes: 0,
        head: undefined,
      };
      models.set(model, view);
    }
    return view;
  };

  const readers: Readonly<Record<string, (value: Buffer) => void>> = {
    [TOPICS.progress]: (value) => {
      const { topic, partition, frontier } = decodeWire('frontier', value);
      const key = frontierKey(topic, partition);
      frontiers.set(key, Math.max(frontier, frontiers.get(key) ?? frontier));
    },
    [TOPICS.models]: (value) => {
      const record = decodeWire('model-record', value);
      of(record.model).records.push(record);
    },
    [TOPICS.routes]: (value) => {
      const route = decodeWire('route', value);
      const view = of(route.model);
      if (view.routeRecords.some(({ revision }) => revision === route.revision)) return;
      view.routeRecords.push(route);
      view.routeRecords.sort((a, b) => a.revision - b.revision);
      while (view.routeRecords.some(({ revision }) => revision === view.routes + 1)) view.routes += 1;
    },
    [TOPICS.lifecycle]: (value) => {
      const event = decodeWire('lifecycle-event', value);
      if (event.kind === 'entry') of(event.entry.model).entries.set(event.entry.seq, event.entry);
      if (event.kind === 'folded') of(event.folded.model).folded.set(event.folded.window[0], event.folded);
    },
    [TOPICS.deadLetters]: (value) => {
      const { topic, partition, offset, model, reason, appended_at } = decodeWire('dead-letter', value);
      const place = `${topic}/${partition}`;
      const seen = lettersSeen.get(place) ?? new Set();
      lettersSeen.set(place, seen);
      // A crash between a dead letter and its promise writes it again: it is one by where the message stood.
      if (seen.has(offset)) return;
      seen.add(offset);
      letters.add({ topic, model, reason, appended_at });
    },
    [TOPICS.monitorHead]: (value) => {
      const head = decodeWire('monitor-head', value);
      of(head.model).head = head;
    },
  };

  const follower: Follower = await follow(connection, {
    topics: FOLLOWED,
    onRecords(records) {
      for (const record of records)
        if (record.value) readers[record.topic]?.(record.value);
        else if (record.topic === TOPICS.models) models.delete(record.key?.toString() ?? '');
      onChange();
    },
  });
  await follower.caughtUp;

  return {
    models,
    frontiers,
    letters,
    async barrier(topics) {
      await Promise.all(
        topics.map(async (topic) => {
          const ends = await connection.endOffsets(topic);
          await Promise.all(ends.map((end, partition) => follower.waitFor(topic, partition, end)));
        }),
      );
    },
    async reached(topic, partition) {
      const end = (await connection.endOffsets(topic))[partition] ?? 0;
      await follower.waitFor(topic, partition, end);
    },
    forget(model, before) {
      const view = models.get(model);
      const newest = Math.max(...(view?.folded.keys() ?? []));
      for (const tick of view?.folded.keys() ?? [])
        if (tick < Math.min(before.ticks, newest)) view?.folded.delete(tick);
      for (const seq of view?.entries.keys() ?? []) if (seq <= before.ledger) view?.entries.delete(seq);
    },
    dropLetters(unwanted) {
      for (const letter of letters) if (unwanted(letter)) letters.delete(letter);
    },
    close: () => follower.close(),
  };
}
