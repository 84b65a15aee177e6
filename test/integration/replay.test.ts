import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '@checkride/domain/canonical';
import type { Report } from '@checkride/domain/report/report';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { defineQuery, defineStatement } from '@checkride/store/query';
import { recordedLog } from '../support/recorded-log/deliveries.js';
import { decisionsIn, reportsIn } from '../support/outcome.js';
import { startPlaying } from '../support/recorded-log/play-log.js';
import type { PlayedLog, PlayingLog } from '../support/recorded-log/play-log.js';

const CLI = fileURLToPath(new URL('../../services/cli/dist/main.js', import.meta.url));

let playing: PlayingLog;
let played: PlayedLog;
let store: ClickHouse;

/** The replay in a process that knows nothing but where the tables are. */
const replay = (...args: string[]): ReturnType<typeof checkride> => checkride('replay', ...args);

function checkride(...args: string[]): { readonly status: number | null; readonly output: string } {
  const { CLICKHOUSE_URL, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD } = playing.stack.environment;
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    env: { CLICKHOUSE_URL, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD, CHECKRIDE_HOME: '/nonexistent' },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const bodyQuery = defineQuery<{ id: string }, Report>({
  name: 'evidence-body',
  sql: 'SELECT body FROM evidence FINAL WHERE evidence_id = {id:String}',
  params: { id: 'String' },
  row: (raw) => JSON.parse(String(raw['body'])) as Report,
});
/** Another copy of the row that FINAL prefers. */
const rewrite = defineStatement<{ id: string; body: string }>({
  name: 'rewrite-evidence',
  sql: `INSERT INTO evidence SELECT * REPLACE({body:String} AS body, record_offset + 1 AS record_offset)
    FROM evidence FINAL WHERE evidence_id = {id:String}`,
  params: { id: 'String', body: 'String' },
});

beforeAll(async () => {
  // Long enough for the broken input of the sixth day to be met and to heal.
  playing = await startPlaying(recordedLog({ predictions: 30_000, hours: 144 }));
  played = await playing.finished();
  const { clickhouse } = readConfiguration({ clickhouse: clickhouseConnection }, playing.stack.environment);
  store = connectClickHouse(clickhouse);
  // Nothing is left but the tables.
  await Promise.all(Object.values(playing.services).map((service) => service.kill()));
  await playing.stack.kafka.kill();
}, 180_000);

afterAll(async () => {
  await store.close();
  await playing.close();
});

describe('checkride backtest', () => {
  it('with nothing changed gives the decisions that were made', () => {
    const { status, output } = checkride('backtest', '--model', 'recorded');
    const made = decisionsIn(played.outcome).length;
    expect(output).toContain(`${made} of ${made} stored decisions come out again to the byte`);
    expect(status).toBe(0);
  });

  it('tells what retraining every night would have ordered on the same evidence', () => {
    const { status, output } = checkride(
      ...['backtest', '--model', 'recorded', '--policy', 'nightly-retrain', '--json'],
    );
    const told = JSON.parse(output) as {
      instead: { retrains: { kind: string }[] };
      was: { retrains: unknown[] };
    };
    expect(status).toBe(0);
    expect(told.was.retrains).toEqual([]);
    // Six days, and in the last of them an input is broken.
    expect(told.instead.retrains.map(({ kind }) => kind)).toContain('poisoned');
  });

  it('names what can be set when something else is asked for', () => {
    const { status, output } = checkride('backtest', '--model', 'recorded', '--set', 'threshold=0.4');
    expect(status).not.toBe(0);
    expect(output).toContain('These can be set: margin, alpha');
  });
});

describe('checkride replay', () => {
  it('decides the same again from stored evidence alone, in an empty process', () => {
    const decisions = decisionsIn(played.outcome);
    expect(decisions.some(({ headline }) => headline === 'FIX_DATA')).toBe(true);
    const { status, output } = replay('--all');
    expect(output).toContain(
      `recorded: ${decisions.length} of ${decisions.length} decisions equal to the byte`,
    );
    expect(status).toBe(0);
  });

  it('fails when one stored count that decided was changed, and names the decision that comes out otherwise', async () => {
    const decision = decisionsIn(played.outcome).find(({ headline }) => headline === 'FIX_DATA')!;
    const { status, output } = await replayWith(decision.evidence_id, (report) => ({
      ...report,
      serving: report.serving.map((cell) => (cell.region === 'all' ? cell : { ...cell, n: cell.n + 1 })),
    }));
    expect(status).not.toBe(0);
    expect(output).toContain(
      `first difference at decision ${decision.seq}: stored FIX_DATA ${decision.decision_id}`,
    );
  });

  it('fails when one stored count was changed that moved no decision, and names the report', async () => {
    const { evidence_id, seq } = reportsIn(played.outcome).at(-1)!;
    const { status, output } = await replayWith(evidence_id, (report) => ({
      ...report,
      checks: report.checks.map((cell, at) => (at === 0 ? { ...cell, k: cell.k + 1 } : cell)),
    }));
    expect(output).toContain(`not as the judge saw them: reports ${seq}`);
    expect(output).toMatch(/recorded: (\d+) of \1 decisions equal/);
    expect(status).not.toBe(0);
  });

  it('does not call it equal when there was nothing to compare', () => {
    const { status, output } = replay('--model', 'nobody');
    expect(output).toContain('CHK_NOT_FOUND');
    expect(status).not.toBe(0);
  });

  it('is content again once the counts are what they were', () => {
    expect(replay('--all').status).toBe(0);
  });
});

/** The replay while one stored report says something else. */
async function replayWith(
  id: string,
  change: (report: Report) => Report,
): Promise<ReturnType<typeof replay>> {
  const [report] = await store.query(bodyQuery, { id });
  await store.command(rewrite, { id, body: JSON.stringify(change(report!)) });
  const replayed = replay('--all');
  await store.command(rewrite, { id, body: canonicalJson(report) });
  return replayed;
}
