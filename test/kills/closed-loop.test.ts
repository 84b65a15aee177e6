import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
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

const PLAY = fileURLToPath(new URL('../../examples/flights/dist/play.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUN_MS = 400_000;
/** From two days before the faulty release to the day after it is rolled back. */
const STORY = ['--from', '2001-02-12', '--until', '2001-02-20', '--one-in', '3', '--events'];

const SERVICES = ['ingest', 'monitor', 'judge', 'controller', 'runner', 'serving', 'console'] as const;

interface Played {
  readonly outcome: Outcome;
  readonly count: Gauge['count'];
  readonly predictions: number;
  readonly abandoned: readonly string[];
}

/** Plays the story in lock-step through seven services in separate processes while `disturb` runs beside it. */
async function play(disturb: (playing: Killable) => Promise<void>): Promise<Played> {
  const own = await ownStack();
  const { stack, kafka } = own;
  const [console, serving] = [await freePort(), await freePort()];
  const settings = {
    CONSOLE_PORT: String(console),
    SERVING_PORT: String(serving),
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
      const urls = [`http://127.0.0.1:${serving}`, `http://127.0.0.1:${console}`] as const;
      for (const url of urls) await answering(`${url}/health`, ending.signal);
      const token = readFileSync(join(stack.home, 'token'), 'utf8').trim();
      const folder = join(stack.home, 'history');
      mkdirSync(folder, { recursive: true });
      const where = ['--brokers', stack.kafkaBrokers, '--serving', urls[0], '--console', urls[1]];
      const [predictions] = await Promise.all([
        tell([...where, '--token', token, '--folder', folder, ...STORY], ending.signal),
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

/** Runs the example to its end; answers the number of predictions it scored. */
async function tell(args: readonly string[], signal: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, [PLAY, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  signal.addEventListener('abort', () => child.kill());
  let predictions = 0;
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  createInterface(child.stdout).on('line', (line) => {
    const event = JSON.parse(line) as { event: string; predictions: number };
    if (event.event === 'summary') predictions = event.predictions;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 && code !== 1) throw new Error(`the example ended with ${code}: ${complaint}`);
  return predictions;
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
