import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { connectClickHouse, type ClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';
import { waitingEntriesQuery } from '@checkride/store/queries/console/approvals.query';
import { ledgerOfModelQuery } from '@checkride/store/queries/console/bodies.query';
import { fleetQuery } from '@checkride/store/queries/console/fleet.query';
import { decisionMarksQuery, ledgerMarksQuery } from '@checkride/store/queries/console/marks.query';
import {
  driftPointsQuery,
  kpiPointsQuery,
  reportedSpanQuery,
  riskPointsQuery,
  trafficPointsQuery,
} from '@checkride/store/queries/console/timeline.query';
import { sharedStack, uniqueName } from '../support/stack.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST = Date.UTC(2026, 0, 5);
const database = uniqueName('console');

let root: ClickHouse;
let store: ClickHouse;

const moment = (ms: number): string => new Date(ms).toISOString().slice(0, 23).replace('T', ' ');
let offset = 0;
const insert = (table: string, rows: readonly object[]): Promise<void> =>
  store.insertBytes({
    into: { table },
    format: 'JSONEachRow',
    bytes: Buffer.from(rows.map((row) => JSON.stringify({ record_offset: offset++, ...row })).join('\n')),
  });

beforeAll(async () => {
  const { environment } = await sharedStack();
  const address = readConfiguration({ clickhouse: clickhouseConnection }, environment).clickhouse;
  root = connectClickHouse(address);
  await root.command(`CREATE DATABASE ${database}`);
  store = connectClickHouse({ ...address, database });
  await migrate(store);
}, 180_000);

afterAll(async () => {
  await store.close();
  await root.command(`DROP DATABASE ${database}`);
  await root.close();
});

describe('the fleet', () => {
  const decision = (model: string, seq: number, headline: string): object => ({
    model,
    seq,
    decision_id: `${model}-${seq}`,
    headline,
    rule: 'T22',
    reason: 'quiet',
    window_end: moment(FIRST + seq * HOUR),
  });

  test('has each model once: newest contract, newest decision, newest route, its last day of traffic', async () => {
    await insert('models', [
      { model: 'a', contract_version: 1, owner: 'old', clock: 'live' },
      { model: 'a', contract_version: 2, owner: 'new', clock: 'live' },
      { model: 'b', contract_version: 1, owner: '', clock: 'replay' },
    ]);
    await insert('decisions', [decision('a', 2, 'ROLLBACK'), decision('a', 1, 'HOLD')]);
    await insert('ticks', [{ model: 'a', window_start: moment(FIRST + 30 * HOUR) }]);
    await insert('routes', [
      { model: 'a', revision: 1, body: '"one"' },
      { model: 'a', revision: 2, body: '"two"' },
    ]);
    await insert(
      'evidence',
      [0, 10, 20, 30].map((hour) => ({
        model: 'a',
        seq: hour,
        window_start: moment(FIRST + hour * HOUR),
        window_end: moment(FIRST + (hour + 1) * HOUR),
        predictions: 100,
        body: '{}',
      })),
    );
    expect(await store.query(fleetQuery, {})).toEqual([
      {
        model: 'a',
        owner: 'new',
        clock: 'live',
        contract_version: 2,
        headline: 'ROLLBACK',
        reason: 'quiet',
        rule: 'T22',
        decision_id: 'a-2',
        decided_at: FIRST + 2 * HOUR,
        window: FIRST + 30 * HOUR,
        route: '"two"',
        predictions_24h: 300, // hours 10, 20 and 30: the first lies more than a day before the newest
      },
      expect.objectContaining({ model: 'b', headline: '', decision_id: '', window: 0, predictions_24h: 0 }),
    ]);
  });
});

describe('what waits for a person', () => {
  let seq = 0;
  const entry = (over: Partial<LedgerEntry>): LedgerEntry => {
    seq += 1;
    return {
      transition_id: `t${seq}`,
      model: 'w',
      seq,
      action: 'rollback',
      answer: 'refused',
      reason: 'waiting_approval',
      version: `v${seq}`,
      cause: { kind: 'decision', id: `d${seq}`, actor: 'judge' },
      ...over,
    } as LedgerEntry;
  };
  const write = (entries: readonly LedgerEntry[]): Promise<void> =>
    insert(
      'lifecycle',
      entries.map((one) => ({
        ...one,
        cause: undefined,
        at: moment(FIRST),
        cause_kind: one.cause.kind,
        cause_id: one.cause.id,
        actor: one.cause.actor,
        body: JSON.stringify(one),
      })),
    );
  const command = (id: string, kind: string, subject: string): object => ({
    model: 'w',
    command_id: id,
    kind,
    body: JSON.stringify({ body: { kind, subject } }),
  });
  const waiting = async (): Promise<string[]> =>
    (await store.query(waitingEntriesQuery, { model: 'w' })).map(
      (body) => (JSON.parse(body) as LedgerEntry).transition_id,
    );

  test('is what was refused for want of a person, until it is named in an answer that was applied', async () => {
    await write([
      entry({}),
      entry({ reason: 'rule_repeats' }),
      entry({ reason: 'budget_spent' }),
      entry({}),
      entry({}),
      entry({ reason: 'dry_run' }),
    ]);
    expect(await waiting()).toEqual(['t5', 't4', 't3', 't2', 't1']);

    const answered = (id: string, action: 'approve' | 'reject', answer: LedgerEntry['answer']) =>
      entry({ action, answer, reason: '', cause: { kind: 'command', id, actor: 'ada' } });
    await insert('commands', [
      command('c1', 'approve', 't1'), // by the entry
      command('c2', 'reject', 'd2'), // by the decision
      command('c3', 'approve', 'v3'), // by the version
      command('c4', 'approve', 't4'), // refused: the role was wrong
    ]);
    await write([
      answered('c1', 'approve', 'applied'),
      answered('c2', 'reject', 'applied'),
      answered('c3', 'approve', 'applied'),
      answered('c4', 'approve', 'refused'),
      entry({ answer: 'superseded', reason: 't5 waited for a person until the release ended' }),
    ]);
    expect(await waiting()).toEqual(['t4']);
  });

  test('waits again when it is asked again after it was answered', async () => {
    await write([entry({ version: 'v1' })]);
    expect(await waiting()).toEqual([`t${seq}`, 't4']);
  });

  test('the ledger can be asked for the answers to one command', async () => {
    const bodies = await store.query(ledgerOfModelQuery, { model: 'w', cause: 'c1', limit: 10 });
    expect(bodies.map((body) => (JSON.parse(body) as LedgerEntry).action)).toEqual(['approve']);
  });
});

describe('a time line', () => {
  const report = (seq: number, at: number, body: object): object => ({
    model: 't',
    seq,
    window_start: moment(at),
    window_end: moment(at + HOUR),
    body: JSON.stringify({ serving: [], cohorts: [], drift: [], kpis: [], ...body }),
  });
  const range = { model: 't', from: FIRST, until: FIRST + 2 * DAY, bucket: DAY };

  beforeAll(() =>
    insert('evidence', [
      report(1, FIRST, {
        serving: [
          { version: 'v1', role: 'sole', region: 'all', n: 10, positives: 4, errors: 1 },
          { version: 'v1', role: 'sole', region: 'west', n: 10, positives: 4, errors: 1 },
        ],
      }),
      report(2, FIRST + HOUR, {
        serving: [{ version: 'v1', role: 'sole', region: 'all', n: 20, positives: 1, errors: 0 }],
        cohorts: [
          cohort(FIRST, 'v1', 'all', 10, 3, 2_000_000_000),
          cohort(FIRST, 'v1', 'west', 10, 3, 2_000_000_000),
        ],
        drift: [drift(FIRST, 'x', 0.3, 0.01), drift(FIRST + HOUR, 'x', 0.1, 0.02)],
        kpis: [
          { kpi: 'sold', over: [FIRST, FIRST + HOUR], version: 'v1', segment: 'all', units: 9, reached: 2 },
        ],
      }),
      report(3, FIRST + DAY, { cohorts: [cohort(FIRST + HOUR, 'v1', 'all', 30, 0, 6_000_000_000)] }),
    ]),
  );
  const cohort = (
    from: number,
    version: string,
    region: string,
    labelled: number,
    positives: number,
    brier: number,
  ) => ({ over: [from, from + HOUR], version, role: 'sole', region, n: 40, labelled, positives, brier });
  const drift = (from: number, feature: string, psi: number, noise: number) => ({
    over: [from, from + HOUR],
    feature,
    region: 'all',
    psi,
    psi_noise: noise,
  });

  test('spans what was reported, and nothing before the first report', async () => {
    expect(await store.query(reportedSpanQuery, { model: 't' })).toEqual([
      { from: FIRST, until: FIRST + DAY + HOUR },
    ]);
    expect(await store.query(reportedSpanQuery, { model: 'nobody' })).toEqual([{ from: 0, until: 0 }]);
  });

  test('adds traffic by bucket and counts regions once', async () => {
    expect(await store.query(trafficPointsQuery, range)).toEqual([
      { at: FIRST, version: 'v1', predictions: 30, positives: 5, errors: 1 },
    ]);
    const hours = await store.query(trafficPointsQuery, { ...range, bucket: HOUR, from: FIRST + HOUR });
    expect(hours).toEqual([{ at: FIRST + HOUR, version: 'v1', predictions: 20, positives: 1, errors: 0 }]);
  });

  test('places truth where the prediction was made, whenever it matured', async () => {
    // Mean Brier loss of the day: (2 + 6) / (10 + 30) = 0.2
    expect(await store.query(riskPointsQuery, range)).toEqual([
      { at: FIRST, version: 'v1', role: 'sole', labelled: 40, positives: 3, risk: 0.2 },
    ]);
  });

  test('shows the farthest drift of a bucket with its own noise, and measures by name', async () => {
    expect(await store.query(driftPointsQuery, range)).toEqual([
      { at: FIRST, feature: 'x', psi: 0.3, noise: 0.01 },
    ]);
    expect(await store.query(kpiPointsQuery, range)).toEqual([
      { at: FIRST, kpi: 'sold', version: 'v1', units: 9, reached: 2 },
    ]);
  });

  test('marks decisions but not their daily repetitions, and transitions but not messages', async () => {
    const decision = (seq: number, heartbeat: boolean): object => ({
      model: 't',
      seq,
      decision_id: `d${seq}`,
      headline: 'HOLD',
      heartbeat,
      window_end: moment(FIRST + seq * HOUR),
      scope: ['all'],
    });
    await insert('decisions', [decision(1, false), decision(2, true), decision(3, false)]);
    const decisions = await store.query(decisionMarksQuery, { model: 't', limit: 10 });
    expect(decisions.map(({ decision_id, at }) => [decision_id, at])).toEqual([
      ['d1', FIRST + HOUR],
      ['d3', FIRST + 3 * HOUR],
    ]);
    const transition = (seq: number, action: string, answer: string, at: number): object => ({
      model: 't',
      seq,
      transition_id: `t${seq}`,
      action,
      answer,
      at: moment(at),
    });
    await insert('lifecycle', [
      transition(1, 'complete', 'applied', 0),
      transition(2, 'notify', 'applied', FIRST),
      transition(3, 'rollback', 'refused', FIRST),
      transition(4, 'rollback', 'applied', FIRST),
    ]);
    const marks = await store.query(ledgerMarksQuery, { model: 't', limit: 10 });
    expect(marks).toEqual([
      { at: FIRST, transition_id: 't4', action: 'rollback', version: null, reason: '' },
    ]);
  });
});
