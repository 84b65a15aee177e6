import { setTimeout as wait } from 'node:timers/promises';
import { TOPICS } from '@checkride/messaging/topics';
import type { Milestone } from './gauge.js';
import type { PlayedLog, PlayingLog } from './play-log.js';
import { createRandom } from './random.js';

/** What one seed kills, each once. */
export const VICTIMS = ['ingest', 'monitor', 'judge', 'controller', 'clickhouse'] as const;

/** Somebody to be killed. */
export type Victim = (typeof VICTIMS)[number] | 'kafka';

/** When a victim dies: so many ms after a topic held so many records. */
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
  kafka: TOPICS.evidence,
};
const MOST_DELAY_MS = 40;

/** Draws a moment for each victim, anywhere in the first nine tenths of what an undisturbed run wrote. */
export function drawKills(
  seed: number,
  victims: readonly Victim[],
  undisturbed: Pick<PlayedLog, 'count'>,
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
  async ({ services, stack, gauge }: PlayingLog): Promise<void> => {
    await Promise.all(
      kills.map(async ({ victim, topic, records, delayMs }) => {
        await gauge.reached(topic, records);
        await wait(delayMs);
        if (victim === 'clickhouse' || victim === 'kafka') {
          await stack[victim].kill('SIGKILL');
          await stack[victim].restart();
        } else {
          await services[victim].kill();
          services[victim].start();
        }
      }),
    );
  };
