import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment } from '@checkride/platform/env';
import { launchStack } from '@checkride/stack/launch';
import { freePort } from '@checkride/stack/ports';
import type { ServiceSpec } from '@checkride/stack/service';

const built = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const HOST = built('services/host/dist/main.js');
/** The command as it is built. */
export const CLI = built('services/cli/bin/checkride.js');
const PLAY = built('examples/flights/dist/play.js');

/** Where the small story ends (ISO date). */
export const STORY_UNTIL = '2001-02-19';

/** One flight in five of the week in which v2 is released and rolled back. */
const STORY = ['--one-in', '5', '--from', '2001-02-13', '--until', STORY_UNTIL];

const runPid = Number(process.env['CHECKRIDE_TEST_RUN']);
const home = join(tmpdir(), `checkride-story-${runPid}`);
const told = join(home, 'told.json');

/** A whole installation that has lived through a small story; it stays up until the test run ends. */
export interface ToldStory {
  readonly home: string;
  readonly consoleUrl: string;
  readonly servingUrl: string;
  readonly kafkaBrokers: string;
  readonly clickhouseUrl: string;
}

/** The installation of this run: the first to ask starts it and plays the story, global teardown ends it. */
export async function toldStory(): Promise<ToldStory> {
  if (!claimed()) return finished();
  try {
    const story = await play();
    writeFileSync(told, JSON.stringify(story));
    return story;
  } catch (error) {
    writeFileSync(told, JSON.stringify({ failed: String(error) }));
    throw error;
  }
}

/** The variables that lead a command of ours, or a producer, to the installation. */
export const storyEnvironment = (story: ToldStory): NodeJS.ProcessEnv => {
  const { PATH, HOME } = environment();
  return {
    PATH,
    HOME,
    CHECKRIDE_HOME: story.home,
    CHECKRIDE_CONSOLE: story.consoleUrl,
    KAFKA_BROKERS: story.kafkaBrokers,
  };
};

/** Runs `checkride` against the installation and answers what it printed. Throws with its words when it fails. */
export function checkride(story: ToldStory, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: storyEnvironment(story),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`checkride ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

async function play(): Promise<ToldStory> {
  const [console, serving] = [await freePort(), await freePort()];
  const [consoleUrl, servingUrl] = [`http://127.0.0.1:${console}`, `http://127.0.0.1:${serving}`];
  const ports = { CONSOLE_PORT: String(console), SERVING_PORT: String(serving) };
  const service = (name: string, hosted: string, url?: string): ServiceSpec => ({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', HOST],
    env: { SERVICE: hosted, ...ports },
    ...(url === undefined ? {} : { readiness: { http: `${url}/health` } }),
  });
  const record = await launchStack({
    home,
    kafkaPort: 0,
    clickhousePort: 0,
    ownerPid: runPid,
    services: [
      service('services', 'ingest,monitor,judge,controller,console', consoleUrl),
      service('runner', 'runner'),
      service('serving', 'serving', servingUrl),
    ],
    prepare: { command: process.execPath, args: [CLI, 'migrate'] },
    urls: { consoleUrl, servingUrl },
  });
  const story = {
    home,
    consoleUrl,
    servingUrl,
    kafkaBrokers: record.kafkaBrokers,
    clickhouseUrl: record.clickhouseUrl,
  };
  await playThrough(story);
  return story;
}

async function playThrough({ kafkaBrokers, servingUrl, consoleUrl }: ToldStory): Promise<void> {
  const folder = join(home, 'history');
  mkdirSync(folder);
  const where = [
    '--brokers',
    kafkaBrokers,
    '--serving',
    servingUrl,
    '--console',
    consoleUrl,
    '--folder',
    folder,
  ];
  const token = readFileSync(join(home, 'token'), 'utf8').trim();
  const child = spawn(process.execPath, [PLAY, ...where, '--token', token, ...STORY], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (words += String(part)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the story was not told as expected (${code}): ${words.slice(-3_000)}`);
}

function claimed(): boolean {
  try {
    mkdirSync(home);
    return true;
  } catch {
    return false;
  }
}

async function finished(): Promise<ToldStory> {
  for (let waited = 0; waited < 300_000; waited += 200) {
    if (existsSync(told)) {
      const story = JSON.parse(readFileSync(told, 'utf8')) as ToldStory & { failed?: string };
      if (story.failed !== undefined) throw new Error(story.failed);
      return story;
    }
    await wait(200);
  }
  throw new Error(`nobody told the story in ${home}`);
}
