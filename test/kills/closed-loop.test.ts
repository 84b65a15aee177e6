import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsoleApi } from '@checkride/client/api/console-api';
import { createLabelProducer } from '@checkride/client/labels';
import { followLockStep } from '@checkride/client/lock-step';
import { createServingClient } from '@checkride/client/serving';
import type { Command } from '@checkride/domain/commands';
import { playHours } from '@checkride/example-flights/play-hours';
import { prepareModel } from '@checkride/example-flights/prepare-model';
import { readFlights } from '@checkride/example-flights/read-flights';
import { adjustStory, readStory } from '@checkride/example-flights/story';
import { createWorld, simulatedHours } from '@checkride/example-flights/stream';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { encodeWire } from '@checkride/messaging/wire';
import { answersHttp } from '@checkride/stack/process/readiness';
import { freePort } from '@checkride/stack/ports';
import { abandonedTransactions } from '../support/coordinator-log.js';
import { openGauge } from '../support/gauge.js';
import type { Gauge } from '../support/gauge.js';
import { drawKills, killAsDrawn, VICTIMS } from '../support/kill-plan.js';
import type { Killable } from '../support/kill-plan.js';
import { decisionsIn, readOutcome } from '../support/outcome.js';
import type { Outcome } from '../support/outcome.js';
import { ownStack } from '../support/own-stack.js';
import { startService } from '../support/separate-services.js';
import type { SeparateService } from '../support/separate-services.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUN_MS = 400_000;
const HOUR = 3_600_000;
const LAG = 24;
/** From two days before the faulty release to the day after it is rolled back. */
const STORY = { from: '2001-02-12', until: '2001-02-20', oneIn: 3, without: [], including: [] };
const SERVICES = ['ingest', 'monitor', 'judge', 'controller', 'runner', 'serving'] as const;

interface Played {
  readonly outcome: Outcome;
  readonly count: Gauge['count'];
  readonly predictions: number;
  readonly abandoned: readonly string[];
}

/** Plays the story in lock-step through six services in separate processes while `disturb` runs beside it. */
async function play(disturb: (playing: Killable) => Promise<void>): Promise<Played> {
  const own = await ownStack();
  const { stack, kafka } = own;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    SERVING_PORT: String(port),
    CHECKRIDE_PROJECT: ROOT,
    CHECKRIDE_SESSION_TIMEOUT_MS: '3000',
  };
  const services = Object.fromEntries(
    SERVICES.map((name) => [name, startService(name, stack, settings)]),
  ) as Record<(typeof SERVICES)[number], SeparateService>;
  const ending = new AbortController();
  const perform = async (): Promise<Played> => {
    const gauge = await openGauge(kafka);
    try {
      await answering(`${url}/health`, ending.signal);
      const [predictions] = await Promise.all([
        tell(kafka, url, join(stack.home, 'history')),
        disturb({ services, stack, gauge }),
      ]);
      return {
        predictions,
        outcome: await readOutcome(kafka, 'flights'),
        count: (topic) => gauge.count(topic),
        abandoned: [...(await abandonedTransactions(kafka)).keys()],
      };
    } finally {
      await gauge.close();
    }
  };
  try {
    return await Promise.race([perform(), ...Object.values(services).map(({ failed }) => failed)]);
  } finally {
    ending.abort();
    await Promise.all(Object.values(services).map((service) => service.kill()));
    await own.close();
  }
}

async function answering(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await answersHttp(url))) await wait(100);
}

/** Plays the example's story to its end; answers the number of predictions it had scored. */
async function tell(kafka: KafkaConnection, servingUrl: string, folder: string): Promise<number> {
  const story = adjustStory(readStory(), STORY);
  const first = Date.parse(story.from);
  const lockStep = await followLockStep(kafka, { model: 'flights', baseMs: HOUR, lag: LAG, first });
  mkdirSync(folder, { recursive: true });
  const world = createWorld(await readFlights({ until: story.until.slice(0, 10) }), story);
  await prepareModel({ api: await commandsByHand(kafka), lockStep, story, folder, say: () => undefined });
  const producer = await createLabelProducer(kafka, 'flights.labels');
  const { predictions, hour } = await playHours({
    hours: simulatedHours(world, story),
    lockStep,
    serving: createServingClient(servingUrl),
    labels: producer,
    onHour: () => undefined,
  });
  await lockStep.folded(hour);
  await Promise.all([producer.close(), lockStep.close()]);
  return predictions;
}

/** Puts commands on the log under ids of our own: those of the console tell when they were sent, and name all that follows. */
async function commandsByHand(kafka: KafkaConnection): Promise<Pick<ConsoleApi, 'command'>> {
  const sender = createSender(kafka);
  let sent = 0;
  return {
    async command(model, body, at = null) {
      const command_id = `command-${(sent += 1)}`;
      const command: Command = { command_id, model, actor: 'closed loop', sent_at: 0, at, body };
      const value = encodeWire('command', command);
      await sender.send([{ topic: TOPICS.commands, partition: controlPartition(model), key: model, value }]);
      return { command_id };
    },
  };
}

describe('a closed loop in lock-step', () => {
  let undisturbed: Played;
  beforeAll(async () => {
    undisturbed = await play(async () => undefined);
  }, RUN_MS);

  it('rolls the faulty release back when nothing is killed', () => {
    expect(undisturbed.predictions).toBeGreaterThan(10_000);
    expect(decisionsIn(undisturbed.outcome).map(({ headline }) => headline)).toContain('ROLLBACK');
  });

  it(
    'comes to the same decisions to the byte when everything that decides, trains or stores is killed',
    async () => {
      const kills = drawKills(1, [...VICTIMS, 'runner'], undisturbed);
      const played = await play(killAsDrawn(kills));
      process.stderr.write(`closed loop, left open by kills: ${played.abandoned.join(', ') || 'nothing'}\n`);
      expect(played.predictions).toBe(undisturbed.predictions);
      expect(decisionsIn(played.outcome)).toEqual(decisionsIn(undisturbed.outcome));
      expect(decisionBytes(played.outcome)).toEqual(decisionBytes(undisturbed.outcome));
    },
    RUN_MS,
  );
});

/** Bytes of the decisions; ticks tell the digest of reports, and those hold measured latencies. */
const decisionBytes = (outcome: Outcome): string[] =>
  outcome.decisions.filter((hex) => decisionsIn({ ...outcome, decisions: [hex] }).length > 0);
