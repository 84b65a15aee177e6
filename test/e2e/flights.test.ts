import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Decision } from '@checkride/domain/judge/decision';
import type { Report } from '@checkride/domain/report/report';
import { FEATURES } from '@checkride/example-flights/features';
import { readFlights } from '@checkride/example-flights/read-flights';
import { adjustStory, readStory } from '@checkride/example-flights/story';
import { createWorld, simulatedHours } from '@checkride/example-flights/stream';
import { readStackRecord } from '@checkride/platform/stack-record';
import { stopStack } from '@checkride/stack/stop-stack';
import { connectClickHouse, type ClickHouse } from '@checkride/store/clickhouse-client';
import { checkride, type Terminal } from '../support/terminal.js';

const LIMIT_MS = 1_800_000;
const SEED = 20_010_401;

interface Summary {
  readonly ok: boolean;
  readonly predictions: number;
  readonly labels: number;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly met: readonly { readonly id: string }[];
}

let parent: string;
let home: string;
let demo: Terminal;
let store: ClickHouse;
let summary: Summary;

const rows = <T>(sql: string): Promise<T[]> =>
  store.query({ name: 'e2e', sql, params: {}, row: (row) => row as T }, {});
const one = async <T>(sql: string): Promise<T> => (await rows<T>(sql))[0]!;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'checkride-flights-'));
  home = join(parent, 'demo');
  const file = join(parent, 'summary.json');
  demo = checkride(parent, 'demo', '--one-in', '5', '--json', file);
  await demo.wrote(/The console stays at/);
  summary = JSON.parse(readFileSync(file, 'utf8')) as Summary;
  const record = readStackRecord(home)!;
  store = connectClickHouse({
    url: record.clickhouseUrl,
    user: record.clickhouseUser,
    password: record.clickhousePassword,
    database: 'default',
  });
}, LIMIT_MS);
afterAll(async () => {
  demo.kill();
  await store?.close();
  await stopStack(home);
  rmSync(parent, { recursive: true, force: true });
}, 60_000);

// The tests look at one stack that has told its story, in this order; the last one ends it.
describe('the closed loop over one flight in five', () => {
  test('makes exactly the expected decisions', () => {
    expect(summary).toMatchObject({ ok: true, missing: [], unexpected: [] });
    expect(summary.met.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['rollback-v2', 'retrain-april', 'promote-retrained']),
    );
  });

  test('stores what was sent, each flight once, and each answer names a registered artifact', async () => {
    const story = adjustStory(readStory(), { oneIn: 5 });
    const world = createWorld(await readFlights({ until: story.until }), story);
    const sent = [...simulatedHours(world, story)].flatMap(({ rows: hour }) => hour.map(({ id }) => id));
    const stored = await one<{ n: number; digest: string; unregistered: number }>(`
      SELECT count() AS n, lower(hex(SHA256(arrayStringConcat(arraySort(groupArray(toString(prediction_id))), '\\n')))) AS digest,
        countIf(artifact NOT IN (SELECT artifact_digest FROM job_events WHERE artifact_digest != '')) AS unregistered
      FROM predictions FINAL WHERE arm = 'live'`);
    expect(stored).toEqual({
      n: summary.predictions,
      digest: createHash('sha256').update(sent.sort().join('\n')).digest('hex'),
      unregistered: 0,
    });
    const labels = await one<{ n: number }>('SELECT count() AS n FROM labels FINAL');
    expect(labels.n).toBe(summary.labels);
  }, 120_000);

  test('scores with the registered artifacts: 1 000 answers at random are computed again', async () => {
    const record = JSON.parse(
      (await one<{ body: string }>('SELECT body FROM models FINAL ORDER BY appended_at DESC LIMIT 1')).body,
    ) as ModelRecord;
    const places = FEATURES.map((name) => record.slots.find(({ feature }) => feature === name)!.slot - 1);
    const answers = await rows<{ artifact: string; num: number[]; score: number }>(`
      SELECT artifact, num, score FROM predictions FINAL WHERE arm = 'live' AND status = 'ok'
      ORDER BY cityHash64(prediction_id, ${SEED}) LIMIT 1000`);
    expect(answers).toHaveLength(1_000);
    const again: number[] = [];
    for (const { artifact, num } of answers) {
      const graph = await graphOf(artifact);
      const input = Float32Array.from(places, (place) => num[place] ?? NaN);
      const output = await graph.run({
        [graph.inputNames[0]!]: new Tensor('float32', input, [1, input.length]),
      });
      const scores = output[graph.outputNames.at(-1)!]!.data as Float32Array;
      again.push(scores.at(-1)!);
    }
    expect(again).toEqual(answers.map(({ score }) => score));
    expect(new Set(answers.map(({ artifact }) => artifact)).size).toBeGreaterThanOrEqual(2);
  }, 120_000);

  test('decides the same again from stored evidence alone, and no longer when one count is changed', async () => {
    await everythingProjected();
    const decisions = await one<{ n: number }>('SELECT count() AS n FROM decisions FINAL');
    const equal = await replayed();
    expect(equal).toEqual({
      code: 0,
      results: [
        expect.objectContaining({
          model: 'flights',
          compared: decisions.n,
          equal: decisions.n,
          differences: [],
        }),
      ],
    });

    // Backtested with nothing changed, the same evidence gives the decisions that were made.
    const same = checkride(home, ...['backtest', '--model', 'flights', '--since', '400d', '--json']);
    expect([await same.exited, JSON.parse(same.output())]).toEqual([
      0,
      expect.objectContaining({
        as_stored: { compared: decisions.n, equal: decisions.n },
        decisions: decisions.n,
        divergences: [],
      }),
    ]);

    // What moved the first rollback: a count of its stream in the report it was decided from.
    const rollback = JSON.parse(
      (
        await one<{ body: string }>(
          `SELECT body FROM decisions FINAL WHERE headline = 'ROLLBACK' ORDER BY seq LIMIT 1`,
        )
      ).body,
    ) as Decision;
    const seq = rollback.evidence_seq;
    const report = JSON.parse(
      (await one<{ body: string }>(`SELECT body FROM evidence FINAL WHERE seq = ${seq}`)).body,
    ) as Report;
    const stream = rollback.evidence[0]!.stream;
    const place = report.contrasts.findIndex(
      ({ metric, segment, candidate }) => `${metric}|${segment}` === stream && candidate.n > 0,
    );
    const contrasts = report.contrasts.map((cell, at) =>
      at === place ? { ...cell, candidate: oneOther(cell.candidate) } : cell,
    );
    await store.command(
      {
        name: 'one count changed',
        sql: `INSERT INTO evidence SELECT * REPLACE ({body:String} AS body, record_offset + 1 AS record_offset)
          FROM evidence FINAL WHERE seq = {seq:UInt64}`,
        params: { body: 'String', seq: 'UInt64' },
      },
      { seq, body: JSON.stringify({ ...report, contrasts }) },
    );
    const differing = await replayed();
    expect(differing.code).toBe(1);
    expect(differing.results[0]).toMatchObject({ model: 'flights', altered: [seq] });
    expect(differing.results[0]?.differences.length).toBeGreaterThan(0);
  }, 300_000);

  test('ends with 0 at Ctrl-C once the story was told as expected', async () => {
    demo.interrupt();
    expect(await demo.exited).toBe(0);
    expect(readStackRecord(home)).toBeUndefined();
  }, 60_000);
});

const oneOther = ({ n, k }: { n: number; k: number }): { n: number; k: number } => ({
  n,
  k: k < n ? k + 1 : k - 1,
});

const graphs = new Map<string, Promise<InferenceSession>>();

/** The graph of an artifact, from the file that is named by its digest. */
async function graphOf(digest: string): Promise<InferenceSession> {
  const known = graphs.get(digest);
  if (known) return known;
  const bytes = readFileSync(join(home, 'artifacts', digest.slice(0, 2), digest));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
  const opened = InferenceSession.create(new Uint8Array(bytes));
  graphs.set(digest, opened);
  return opened;
}

async function replayed(): Promise<{
  code: number | null;
  results: { model: string; compared: number; equal: number; differences: unknown[]; altered: number[] }[];
}> {
  const replay = checkride(home, 'replay', '--all', '--json');
  const code = await replay.exited;
  expect(replay.output()).toMatch(/^\[/);
  return { code, results: JSON.parse(replay.output()) as Awaited<ReturnType<typeof replayed>>['results'] };
}

/** Tables follow their topics within about a second: waits until the last window is in them. */
async function everythingProjected(): Promise<void> {
  const until = Date.parse(readStory().until);
  const reached = (table: string): string => `(SELECT toUnixTimestamp64Milli(max(window_end)) FROM ${table})`;
  while (
    (await one<{ at: number }>(`SELECT least(${reached('ticks')}, ${reached('evidence')}) AS at`)).at < until
  );
}
