import { setTimeout as wait } from 'node:timers/promises';
import { TOPICS } from '@checkride/messaging/topics';
import type { LocalStack } from '@checkride/stack/local-stack';
import type { Gauge, Milestone } from './gauge.js';
import { createRandom } from './random.js';
import type { SeparateService } from './separate-services.js';

/** What one seed kills, each once. */
export const VICTIMS = ['ingest', 'monitor', 'judge', 'controller', 'clickhouse'] as const;

/** Somebody to be killed. */
export type Victim = (typeof VICTIMS)[number] | 'runner' | 'kafka';

/**
 * When a victim dies: a topic has held so many records, then (who writes in transactions) the next transaction has been
 * begun, then so many ms have passed.
 */
export interface DrawnKill {
  readonly victim: Victim;
  readonly topic: Milestone;
  readonly records: number;
  readonly delayMs: number;
}

/** The topic whose growth tells how far a victim's own work is. */
const WORK: Readonly<Record<Victim, Milestone>> = {
  ingest: TOPICS.progress,
  monitor: TOPICS.evidence,
  judge: TOPICS.decisions,
  controller: TOPICS.lifecycle,
  clickhouse: TOPICS.evidence,
  runner: TOPICS.jobs,
  kafka: TOPICS.evidence,
};
/** Prefix of the transactional ids of those who write in transactions. */
const WRITERS: Partial<Readonly<Record<Victim, string>>> = {
  monitor: 'checkride-monitor',
  judge: 'judge',
  controller: 'controller',
};
/** Behind the news that a transaction was begun little of it is left: kills fall into it and behind it. */
const MOST_DELAY_MS = 4;

/** What is at work: services by name, what they work on, and how far they are. */
export interface Killable {
  readonly services: Partial<Readonly<Record<Victim, SeparateService>>>;
  readonly stack: Pick<LocalStack, 'kafka' | 'clickhouse'>;
  readonly gauge: Gauge;
}

/** Draws a moment for each victim, anywhere in the first nine tenths of what an undisturbed run wrote. */
export function drawKills(
  seed: number,
  victims: readonly Victim[],
  undisturbed: Pick<Gauge, 'count'>,
): DrawnKill[] {
  const random = createRandom(seed * 7919);
  return victims.map((victim) => ({
    victim,
    topic: WORK[victim],
    records: 1 + random.below(Math.ceil(0.9 * undisturbed.count(WORK[victim]))),
    delayMs: random.below(MOST_DELAY_MS),
  }));
}

/** Kills every victim with SIGKILL at its moment and starts it again at once. */
export const killAsDrawn =
  (kills: readonly DrawnKill[]) =>
  async ({ services, stack, gauge }: Killable): Promise<void> => {
    await Promise.all(
      kills.map(async ({ victim, topic, records, delayMs }) => {
        const writer = WRITERS[victim];
        await gauge.reached(topic, records);
        if (writer !== undefined) await gauge.nextTransaction(writer);
        if (delayMs > 0) await wait(delayMs);
        if (victim === 'clickhouse' || victim === 'kafka') {
          await stack[victim].kill('SIGKILL');
          await stack[victim].restart();
        } else {
          await services[victim]?.kill();
          services[victim]?.start();
        }
      }),
    );
  };
