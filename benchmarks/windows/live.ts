import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { commandId } from '@checkride/domain/ids';
import { follow } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import type { Sender } from '@checkride/messaging/kafka/sender';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';

const MINUTE = 60_000;
const LATENESS = 5_000;
const SERVICES = ['ingest', 'monitor', 'judge', 'controller'] as const;

/** Milliseconds from a window's end plus lateness to what was read of it. */
export interface LiveDelay {
  readonly model: string;
  readonly window: number;
  readonly report: number;
  readonly judged: number;
}

/** A live stream of `perSecond` events over `models` models for `minutes` whole windows through separate processes. */
export interface LiveRun {
  readonly kafka: KafkaConnection;
  readonly sender: Sender;
  readonly environment: Readonly<Record<string, string>>;
  readonly models: number;
  readonly perSecond: number;
  readonly minutes: number;
  readonly say: (line: string) => void;
}

const contractOf = (model: string): string => `
model: ${model}
source: {predictions: ${TOPICS.predictions}, format: json, clock: live}
map: {id: $.prediction_id, time: $.event_time, version: $.version, score: $.score, latency_ms: $.latency_ms}
features: {amount: {type: number}, age: {type: number}, kind: {type: category}}
segments: [region]
windows: {base: 1m, lateness: 5s}
`;

function startService(name: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const main = fileURLToPath(new URL(`../../../services/${name}/dist/main.js`, import.meta.url));
  return fork(main, [], {
    env: { ...process.env, ...environment, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn' },
  });
}

async function apply(sender: Sender, model: string): Promise<void> {
  const body = { kind: 'apply', yaml: contractOf(model), file: `${model}.yml` } as const;
  const sent_at = Date.now();
  const command = {
    command_id: commandId({ model, kind: 'apply', actor: 'benchmark', at: sent_at, body }),
    model,
    actor: 'benchmark',
    sent_at,
    at: null,
    body,
  };
  const partition = controlPartition(model);
  await sender.send([
    { topic: TOPICS.commands, partition, key: model, value: encodeWire('command', command) },
  ]);
}

/** Sends events evenly, and times every whole window of every model until it was reported and until it was judged. */
export async function liveDelays(run: LiveRun): Promise<LiveDelay[]> {
  const { kafka, sender, environment, say } = run;
  const names = Array.from({ length: run.models }, (_, i) => `live_${i}`);
  const seen = new Map<string, { report?: number; judged?: number }>();
  const note = (model: string, window: number, what: 'report' | 'judged'): void => {
    if (!names.includes(model)) return;
    const key = `${model}/${window}`;
    seen.set(key, { ...seen.get(key), [what]: Date.now() - (window + MINUTE + LATENESS) });
  };
  const follower = await follow(kafka, {
    topics: [TOPICS.evidence, TOPICS.decisions],
    onRecords(records) {
      for (const { topic, value } of records) {
        if (value === null) continue;
        if (topic === TOPICS.evidence) {
          const { model, window } = decodeWire('report', value);
          note(model, window[0], 'report');
        } else {
          const event = decodeWire('decision', value);
          if (event.kind === 'tick') note(event.tick.model, event.tick.window[0], 'judged');
        }
      }
    },
  });
  const children = SERVICES.map((name) => startService(name, environment));
  try {
    await wait(8_000);
    for (const model of names) await apply(sender, model);
    await wait(3_000);
    const first = Math.ceil(Date.now() / MINUTE) * MINUTE;
    const until = first + run.minutes * MINUTE;
    say(`live: ${run.perSecond} events/s over ${run.models} models until ${new Date(until).toISOString()}`);
    await stream(run, names, until);
    await wait(LATENESS + 10_000);
    return names.flatMap((model) =>
      Array.from({ length: run.minutes }, (_, i): LiveDelay => {
        const window = first + i * MINUTE;
        const { report = Number.NaN, judged = Number.NaN } = seen.get(`${model}/${window}`) ?? {};
        return { model, window, report, judged };
      }),
    );
  } finally {
    await Promise.all(
      children.map(async (child) => {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        if (child.exitCode === null && child.kill('SIGTERM')) await ended;
      }),
    );
    await follower.close();
  }
}

const SLICE_MS = 100;

async function stream(
  { sender, kafka, perSecond }: LiveRun,
  names: readonly string[],
  until: number,
): Promise<void> {
  const partitions = await kafka.partitionCount(TOPICS.predictions);
  const each = (perSecond * SLICE_MS) / 1_000;
  for (let count = 0, next = Date.now(); next < until; next += SLICE_MS) {
    await wait(Math.max(0, next - Date.now()));
    const records = Array.from({ length: each }, () => {
      count += 1;
      const event = {
        prediction_id: randomUUID(),
        model: names[count % names.length],
        version: 'v1',
        event_time: Date.now(),
        region: ['eu', 'us', 'ap'][count % 3],
        score: Math.random(),
        latency_ms: 5 + Math.random() * 20,
        amount: Math.random() * 100,
        age: 20 + (count % 60),
        kind: `k${count % 7}`,
      };
      return {
        topic: TOPICS.predictions,
        partition: count % partitions,
        key: null,
        value: Buffer.from(JSON.stringify(event)),
      };
    });
    await sender.send(records);
  }
}
