import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Decision } from '@checkride/domain/judge/decision';
import type { Job, JobEvent } from '@checkride/domain/jobs';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import type { Sender } from '@checkride/messaging/kafka/sender';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { ownStack } from '../../support/own-stack.js';
import { startService } from '../../support/separate-services.js';

/** What the log says of one model so far. */
export interface Heard {
  readonly records: ModelRecord[];
  readonly routes: Map<number, RouteRecord>;
  readonly entries: LedgerEntry[];
  readonly decisions: Decision[];
  /** Start of the newest window the judge has ticked (ms). */
  ticked: number;
}

/** One stack and one set of services for all scenarios. */
export interface Installation {
  readonly kafka: KafkaConnection;
  readonly sender: Sender;
  /** The engine's tables, in which everything on the log appears within about a second. */
  readonly store: ClickHouse;
  /** Answers every order about a model from now on. */
  answerOrders(model: string, result: (job: Job) => JobEvent): void;
  /** Resolves with what `find` finds in the log of a model, asked again whenever more is heard. */
  until<T>(model: string, find: (heard: Heard) => T | undefined): Promise<T>;
  close(): Promise<void>;
}

/** Starts a broker, an engine, and in one process ingest, monitor, judge and controller, and listens to the log. */
export async function openInstallation(): Promise<Installation> {
  const own = await ownStack();
  const services = startService('ingest,monitor,judge,controller', own.stack, {
    CHECKRIDE_DATA_PARTITIONS: '1',
  });
  const models = new Map<string, Heard>();
  const runners = new Map<string, (job: Job) => JobEvent>();
  const sender = createSender(own.kafka);
  const store = connectClickHouse(own.clickhouse);
  const of = (model: string): Heard => {
    const known = models.get(model) ?? {
      records: [],
      routes: new Map(),
      entries: [],
      decisions: [],
      ticked: 0,
    };
    models.set(model, known);
    return known;
  };
  const carryOut = (job: Job): void => {
    const result = runners.get(job.model)?.(job);
    const partition = controlPartition(job.model);
    if (result)
      void sender.send([
        { topic: TOPICS.jobEvents, partition, key: job.model, value: encodeWire('job-event', result) },
      ]);
  };
  let waiting: (() => void)[] = [];
  const follower = await follow(own.kafka, {
    topics: [TOPICS.models, TOPICS.jobs, TOPICS.routes, TOPICS.lifecycle, TOPICS.decisions],
    onRecords(records) {
      for (const { topic, key, value } of records)
        if (value === null || key === null) continue;
        else if (topic === TOPICS.jobs) carryOut(decodeWire('job', value));
        else take(of(key.toString()), topic, value);
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  });
  return {
    kafka: own.kafka,
    sender,
    store,
    answerOrders: (model, result) => void runners.set(model, result),
    async until(model, find) {
      for (;;) {
        const found = find(of(model));
        if (found !== undefined) return found;
        await Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), services.failed]);
      }
    },
    async close() {
      await follower.close();
      await sender.close();
      await store.close();
      await services.kill();
      await own.close();
    },
  };
}

function take(heard: Heard, topic: string, value: Buffer): void {
  if (topic === TOPICS.models) heard.records.push(decodeWire('model-record', value));
  else if (topic === TOPICS.routes) {
    const route = decodeWire('route', value);
    heard.routes.set(route.revision, route);
  } else if (topic === TOPICS.lifecycle) {
    const event = decodeWire('lifecycle-event', value);
    if (event.kind === 'entry') heard.entries.push(event.entry);
  } else {
    const event = decodeWire('decision', value);
    if (event.kind === 'tick') heard.ticked = Math.max(heard.ticked, event.tick.window[0]);
    else heard.decisions.push(event.decision);
  }
}
