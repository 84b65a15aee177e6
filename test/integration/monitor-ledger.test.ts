import { beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Report } from '@checkride/domain/report/report';
import { TOPICS } from '@checkride/messaging/topics';
import { monitoredWorld } from '../support/monitor/monitored-world.js';
import { folded, HOUR } from '../support/monitor/scenario.js';
import type { Row } from '../support/monitor/random-rows.js';
import { unitRoute } from '../support/monitor/unit-scenario.js';
import { modelRecord } from '../support/monitor/world.js';
import { uniqueName } from '../support/stack.js';

const FROM = Date.UTC(2001, 1, 1);
const WINDOWS = 30;
const LATENESS = 60_000;
const MINUTE = 60_000;
const RELEASED = FROM + 2 * HOUR;

const contractOf = (model: string): string => `
model: ${model}
source: {predictions: ${model}.p, exposures: ${model}.e, changes: ${model}.c, clock: replay, lag: 2}
features: {amount: {type: number}, flag: {type: boolean}, big: {type: double}, kind: {type: category}}
segments: [region]
region: region
randomised_by: unit
windows: {base: 1h, lateness: 60s, drift: 1d}
`;

const uuid = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
};

interface Sent {
  readonly unit: bigint;
  readonly at: number;
  readonly version: string;
  readonly id: string;
  /** When the answer was given; null when none came. */
  readonly answered: number | null;
}

/** Forty units an hour, each of which comes again every fourth hour; the candidate loses every third answer of its own. */
const sent: Sent[] = Array.from({ length: WINDOWS * 40 }, (_, i) => {
  const hour = Math.floor(i / 40);
  const unit = BigInt((hour % 4) * 40 + (i % 40) + 1);
  const candidate = hour >= 2 && unit % 2n === 0n;
  const at = FROM + hour * HOUR + (i % 40) * MINUTE;
  const lost = candidate && i % 3 === 0;
  // One of the control's answers comes too long after the question to count.
  const slow = !candidate && hour === 4 && i % 40 === 2;
  return {
    unit,
    at,
    version: candidate ? 'v2' : 'v1',
    id: uuid(`${i}`),
    answered: lost ? null : at + (slow ? 11 * MINUTE : 1_000),
  };
});

const rowOf = (at: number, more: Partial<Row>): Row => ({
  id: uuid(`row ${at}`),
  version: 'v1',
  arm: 'live',
  eventTime: at,
  appendedAt: at + 500,
  window: Math.floor(at / HOUR) * HOUR,
  late: false,
  offset: at - FROM,
  revision: at >= RELEASED ? 2 : 1,
  unit: 0n,
  segments: ['west'],
  status: 'ok',
  latency: 10,
  score: 0.5,
  num: [1, 1],
  num64: [1],
  cat: ['a'],
  ...more,
});

const answers = sent.flatMap(({ unit, version, id, answered }) =>
  answered === null ? [] : [rowOf(answered, { id, unit, version })],
);
/** Rows of the window at hour 5 that arrive in hour 9: one of forty is below nothing, so three are over one in a hundred. */
const tardy = [0, 1, 2].map((i) =>
  rowOf(FROM + 5 * HOUR + i, {
    id: uuid(`late ${i}`),
    late: true,
    appendedAt: FROM + 9 * HOUR + 30 * MINUTE,
  }),
);
/** A late copy of an answer that was on time is no news. */
const copy = { ...answers.find(({ window }) => window === FROM + 6 * HOUR)! };

const monitored = monitoredWorld();

describe('a model whose router and deploy tool speak', () => {
  const model = uniqueName('ledger');
  let reports: Report[];

  beforeAll(async () => {
    const topics = [`${model}.p`, `${model}.e`, `${model}.c`];
    await monitored.world.ensureSources(topics);
    await monitored.world.publish(TOPICS.models, 'model-record', model, [
      modelRecord(contractOf(model), null),
    ]);
    await monitored.world.publish(
      TOPICS.routes,
      'route',
      model,
      [1, 2].map((revision) => unitRoute(model, revision, RELEASED)),
    );
    const late = { ...copy, late: true, appendedAt: FROM + 9 * HOUR, offset: 1e9 };
    await monitored.world.storeRows(model, [...answers, ...tardy, late]);
    await monitored.world.insert(
      'exposures',
      sent.map(({ unit, at, version, id }, i) => ({
        late: false,
        model,
        window_start: Math.floor(at / HOUR) * 3600,
        unit: unit.toString(),
        version,
        event_time: at,
        route_revision: 0,
        region: 'west',
        // Some routers name the prediction that should follow, others do not.
        prediction_id: i % 2 === 0 ? id : '00000000-0000-0000-0000-000000000000',
        appended_at: at + 100,
        partition: 0,
        first_wins: i,
      })),
    );
    const change = (id: string, at: number, arrived: number, firstWins: number) => ({
      model,
      event_time: at,
      change_id: id,
      kind: 'deploy',
      scope: ['region=west'],
      summary: `deploy ${id}`,
      shares: { v2: 0.5 },
      appended_at: arrived,
      partition: 0,
      first_wins: firstWins,
    });
    await monitored.world.insert('changes', [
      change('a', FROM + 3 * HOUR, FROM + 3 * HOUR + 1_000, 9),
      change('a', FROM + 3 * HOUR, FROM + 7 * HOUR, 8),
      // Announced five hours after the fact, in the last second of an arrival window.
      change('b', FROM + HOUR, FROM + 7 * HOUR + LATENESS - 1, 7),
      { ...change('c', FROM + HOUR, FROM + 7 * HOUR, 7), model: `${model}-other` },
    ]);
    await monitored.world.publish(
      TOPICS.lifecycle,
      'lifecycle-event',
      model,
      Array.from({ length: WINDOWS }, (_, i) => folded(model, FROM + i * HOUR)),
    );
    // In two steps, so that the second must look back at whom the first has seen.
    await monitored.world.promise(topics, FROM + 12 * HOUR + LATENESS);
    await monitored.world.reports(model, 12);
    await monitored.world.promise(topics, FROM + WINDOWS * HOUR + LATENESS);
    reports = (await monitored.world.reports(model, WINDOWS)).map(({ report }) => report);
  }, 120_000);

  test('changes come with the report in whose arrival window they arrived, each once', () => {
    const told = reports.flatMap(({ changes, window }) => changes.map((change) => [window[0], change]));
    expect(told).toEqual([
      [
        // One second past three, which the report of the window before knows: it waits a minute for late ones.
        FROM + 2 * HOUR,
        {
          change_id: 'a',
          model,
          kind: 'deploy',
          scope: ['region=west'],
          event_time: FROM + 3 * HOUR,
          summary: 'deploy a',
          shares: { v2: 0.5 },
        },
      ],
      [FROM + 6 * HOUR, expect.objectContaining({ change_id: 'b', event_time: FROM + HOUR })],
    ]);
  });

  test('a window of which over one in a hundred came late is told again, by the report that knows it', () => {
    const told = reports.flatMap(({ corrections, window }) => corrections.map((cell) => [window[0], cell]));
    const before = answers.filter(({ window }) => window === FROM + 5 * HOUR).length;
    expect(told).toEqual([
      [
        FROM + 9 * HOUR,
        {
          over: [FROM + 5 * HOUR, FROM + 6 * HOUR],
          share: Math.round((3 / (3 + before)) * 1e6) / 1e6,
        },
      ],
    ]);
  });

  test('units that were sent and never answered in ten minutes are lost, each counted once a day', () => {
    const cells = reports.flatMap(({ contrasts, window }) =>
      contrasts.filter(({ metric }) => metric === 'lost').map((cell) => ({ due: window[0], cell })),
    );
    expect(new Set(cells.map(({ cell }) => cell.epoch))).toEqual(new Set([1, 2]));
    for (const { due, cell } of cells) {
      const hour = due - 2 * HOUR;
      const epochFrom = RELEASED + (cell.epoch - 1) * 24 * HOUR;
      const units = (version: string): Sent[] =>
        sent.filter(
          (one) =>
            one.version === version &&
            Math.floor(one.at / HOUR) * HOUR === hour &&
            !sent.some(({ unit, at }) => unit === one.unit && at >= epochFrom && at < one.at),
        );
      const count = (version: string) => {
        const there = units(version);
        const k = there.filter(
          ({ at, answered }) => answered === null || answered >= at + 10 * MINUTE,
        ).length;
        return { n: there.length, k };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
    // Forty units of each of four hours, once in each of two days (of the second day, the hours that are due).
    const total = cells.reduce((sum, { cell }) => sum + cell.candidate.n + cell.control.n, 0);
    expect(total).toBeGreaterThanOrEqual(160);
    expect(cells.reduce((sum, { cell }) => sum + cell.control.k, 0)).toBe(1);
  });
});
