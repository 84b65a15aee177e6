import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CheckrideError } from '@checkride/domain/errors';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import type { Sender } from '@checkride/messaging/kafka/sender';
import type { OutboundRecord } from '@checkride/messaging/records';
import { liveTopic } from '@checkride/messaging/topics';
import { ownBroker } from '../support/own-broker.js';
import type { OwnBroker } from '../support/own-broker.js';
import { uniqueName } from '../support/stack.js';

const PARTITIONS = 2;
const MODELS = 11;
const KILLS = Number(process.env['CHK_FOLD_KILLS'] ?? 5);
const BROKER_KILLS = Number(process.env['CHK_BROKER_KILLS'] ?? 1);
const SECONDS_PER_KILL = 12;

let broker: OwnBroker;
let kafka: KafkaConnection;
let sender: Sender;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  broker = await ownBroker();
  kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'fold-test' });
  sender = createSender(kafka);
}, 120_000);
/** Streams to stop whatever became of their test. */
const streams: (() => Promise<void>)[] = [];

afterEach(async () => {
  running.forEach((child) => child.kill('SIGKILL'));
  await Promise.allSettled(streams.splice(0).map((stop) => stop()));
}, 60_000);
afterAll(async () => {
  await sender.close();
  await kafka.close();
  await broker.stop();
}, 60_000);

/** A fold in its own process; `words` are what it said. */
interface FoldProcess {
  readonly child: ChildProcess;
  readonly words: string[];
  heard(met: (words: readonly string[]) => boolean): Promise<void>;
  kill(): Promise<void>;
}

function startFold(prefix: string): FoldProcess {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'counting-fold.mjs'), broker.brokers, prefix],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.add(child);
  const words: string[] = [];
  let told = (): void => undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    words.push(line);
    told();
  });
  return {
    child,
    words,
    async heard(met) {
      while (!met(words)) await new Promise<void>((resolve) => (told = resolve));
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      running.delete(child);
    },
  };
}

const commits = (words: readonly string[]): number => words.filter((word) => word === 'C').length;

/** Topics of one test and a stream of numbered records per model into them until stopped. */
async function stream(): Promise<{
  readonly prefix: string;
  readonly sent: Map<string, number[]>;
  readonly stop: () => Promise<void>;
}> {
  const prefix = uniqueName('fold');
  await kafka.ensureTopics([
    liveTopic(`${prefix}.in`, PARTITIONS),
    liveTopic(`${prefix}.out`, PARTITIONS),
    { ...liveTopic(`${prefix}.state`, PARTITIONS), cleanup: 'compact' },
  ]);
  const sent = new Map<string, number[]>();
  let stopped = false;
  let count = 0;
  // A batch sent again after a lost answer may stand twice on the log: the fold must drop the second by its numbers.
  const surely = async (batch: readonly OutboundRecord[]): Promise<void> => {
    for (;;) {
      try {
        return await sender.send(batch);
      } catch (error) {
        if (!(error as CheckrideError).retriable) throw error;
      }
    }
  };
  const pump = async (): Promise<void> => {
    while (!stopped) {
      await surely(
        Array.from({ length: 20 }, () => {
          const model = `m${count % MODELS}`;
          const values = sent.get(model) ?? [];
          values.push((count * 7919) % 997);
          sent.set(model, values);
          return {
            topic: `${prefix}.in`,
            partition: (count++ % MODELS) % PARTITIONS,
            key: model,
            value: Buffer.from(`${values.length} ${values.at(-1)}`),
          };
        }),
      );
      await wait(15);
    }
  };
  const pumping = pump();
  const stop = async (): Promise<void> => {
    stopped = true;
    await pumping;
  };
  streams.push(stop);
  return { prefix, sent, stop };
}

/** Waits until a fold has put everything out, then compares `out` record by record with what was sent. */
async function everythingExactlyOnce(prefix: string, sent: ReadonlyMap<string, number[]>): Promise<void> {
  const last = startFold(prefix);
  const total = [...sent.values()].reduce((sum, values) => sum + values.length, 0);
  const out = new Map<string, unknown[]>();
  let read = 0;
  let complete!: () => void;
  const all = new Promise<void>((resolve) => (complete = resolve));
  const follower = await follow(kafka, {
    topics: [`${prefix}.out`],
    onRecords(records) {
      for (const { key, value } of records)
        out.set(key!.toString(), [...(out.get(key!.toString()) ?? []), JSON.parse(value!.toString())]);
      read += records.length;
      if (read >= total) complete();
    },
  });
  await all;
  last.child.kill('SIGTERM');
  await once(last.child, 'exit');
  await follower.close();
  for (const [model, values] of sent) {
    let sum = 0;
    expect(out.get(model)).toEqual(
      values.map((value, at) => ({ seq: at + 1, n: at + 1, sum: (sum += value) })),
    );
  }
  expect(read).toBe(total);
}

describe('a fold', () => {
  it(
    `puts every record out once, in order, when its process is killed ${KILLS} times`,
    async () => {
      const { prefix, sent, stop } = await stream();
      let open = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const fold = startFold(prefix);
        await fold.heard((words) => commits(words) >= 3 + (kill % 5));
        const folded = fold.words.length;
        await fold.heard((words) => words.length > folded && words.at(-1) === 'F');
        await wait(kill % 9);
        await fold.kill();
        if (fold.words.at(-1) === 'F') open += 1;
      }
      await stop();
      await everythingExactlyOnce(prefix, sent);
      console.log(`${KILLS} kills, ${open} of them inside an open transaction`);
      expect(open).toBeGreaterThan(0);
    },
    60_000 + KILLS * SECONDS_PER_KILL * 1_000,
  );

  it('fences an owner that slept through the loss of its partitions', async () => {
    const { prefix, sent, stop } = await stream();
    const sleeper = startFold(prefix);
    await sleeper.heard((words) => commits(words) >= 3);
    const folded = sleeper.words.length;
    await sleeper.heard((words) => words.length > folded && words.at(-1) === 'F');
    sleeper.child.kill('SIGSTOP');
    const next = startFold(prefix);
    await next.heard((words) => commits(words) >= 5);
    sleeper.child.kill('SIGCONT');
    await sleeper.heard((words) => words.filter((word) => word === 'T').length > PARTITIONS);
    await stop();
    await Promise.all([sleeper.kill(), next.kill()]);
    await everythingExactlyOnce(prefix, sent);
  }, 120_000);

  it(
    'goes on by itself, with nothing lost or doubled, when the broker is killed',
    async () => {
      const { prefix, sent, stop } = await stream();
      const fold = startFold(prefix);
      for (let kill = 0; kill < BROKER_KILLS; kill++) {
        const taken = fold.words.filter((word) => word === 'T').length;
        const folded = fold.words.length;
        await fold.heard((words) => words.length > folded + 200 && words.at(-1) === 'F');
        await broker.killAndRestart();
        await fold.heard((words) => words.filter((word) => word === 'T').length >= taken + PARTITIONS);
      }
      const before = commits(fold.words);
      await fold.heard((words) => commits(words) >= before + 5);
      await stop();
      await fold.kill();
      await everythingExactlyOnce(prefix, sent);
    },
    60_000 + BROKER_KILLS * 60_000,
  );
});
