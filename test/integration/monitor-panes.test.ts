import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { ReferenceProfile } from '@checkride/domain/contract/reference-profile';
import type { RouteRecord } from '@checkride/domain/release';
import type { Report } from '@checkride/domain/report/report';
import { TOPICS } from '@checkride/messaging/topics';
import { encodeWire } from '@checkride/messaging/wire';
import { createPaneStore } from '@checkride/monitor/adapters/pane-store';
import { firstHead } from '@checkride/monitor/head';
import { createCountStep } from '@checkride/monitor/steps/count-windows';
import { makeReport } from '@checkride/monitor/steps/make-report';
import { binCounts, categoryCounts, totalOf } from '@checkride/statistics/drift/bin-counts';
import { populationStability } from '@checkride/statistics/drift/population-stability';
import { uniqueName } from '../support/stack.js';
import { deduplicated, groupBy, knownTruths, matured, tally } from '../support/monitor/naive-panes.js';
import { drawRows } from '../support/monitor/random-rows.js';
import type { Row, Truth } from '../support/monitor/random-rows.js';
import { modelRecord, openWorld } from '../support/monitor/world.js';

const HOUR = 3_600_000;
const FROM = Date.UTC(2001, 0, 31, 18);
const WINDOWS = 24;
const LATENESS = 60_000;
const MATURE = 3 * HOUR;
const SLOW = 100;
const THRESHOLD = 0.6;

const edges = [0, 20, 40, 60, 80];
const counts = (bins: number): number[] => Array.from({ length: bins }, (_, i) => 100 + i);
const reference: ReferenceProfile = {
  digest: 'ref',
  version: 'v1',
  rows: 1000,
  training_rows: 5000,
  numeric: [
    { feature: 'amount', edges, counts: counts(6), rows: 615, missing: 0, low: -5, high: 105 },
    { feature: 'big', edges: [1e11, 5e11], counts: counts(3), rows: 303, missing: 0, low: 0, high: 1e12 },
  ],
  categorical: [{ feature: 'kind', values: ['a', 'b', 'c'], counts: counts(4), rows: 406, missing: 0 }],
  score: { low: 0, high: 1, counts: counts(64) },
  segments: { region: ['east', 'west', 'north'], tier: ['low', 'high'] },
  metrics: {},
};

const contractOf = (model: string): string => `
model: ${model}
task: binary
threshold: ${THRESHOLD}
source: {predictions: ${model}.p, labels: ${model}.l, clock: replay, lag: 2}
features:
  amount: {type: number, min: 0, max: 100, source: billing}
  flag: {type: boolean}
  big: {type: double}
  kind: {type: category}
segments: [region, tier]
randomised_by: request
labels: {kind: complete, horizon: 3h, at_most: 3h, batch: 1h, source: test}
windows: {base: 1h, lateness: 60s, drift: 2h}
gates: {monitor: {slo: {latency_ms: ${SLOW}, error_rate: 0.01}}}
`;

const routeOf = (model: string, revision: number): RouteRecord => ({
  model,
  revision,
  release: revision === 1 ? 'none' : 'r2',
  release_epoch: revision,
  roles: revision === 1 ? { v1: 'sole' } : { v1: 'control', v2: 'candidate' },
  shares: { '*': revision === 1 ? { v1: 1 } : { v1: 0.7, v2: 0.3 } },
  shadow: ['v3'],
  artifacts: {},
  step: revision === 1 ? -1 : 0,
  randomised_by: 'request',
  decided_at: 0,
});

let world: Awaited<ReturnType<typeof openWorld>>;
let monitor: Awaited<ReturnType<typeof world.start>>;
beforeAll(async () => {
  world = await openWorld();
  monitor = await world.start();
}, 180_000);
afterAll(async () => {
  await monitor.close();
  await world.close();
}, 60_000);

const folded = (model: string, window: number) => ({
  kind: 'folded' as const,
  folded: {
    model,
    window: [window, window + HOUR] as const,
    route_revision: 2,
    outstanding_jobs: [],
    ledger_seq: 0,
  },
});

describe.each([11, 12])('panes of random rows (seed %i)', (seed) => {
  const model = uniqueName('panes');
  const topics = [`${model}.p`, `${model}.l`];
  let record: ModelRecord;
  let rows: Row[];
  let truths: Truth[];
  let unique: Row[];
  let onTime: Row[];
  let reports: Report[];
  let bytes: Buffer[];

  beforeAll(async () => {
    record = modelRecord(contractOf(model), reference);
    ({ rows, truths } = drawRows({
      seed,
      from: FROM,
      base: HOUR,
      windows: WINDOWS,
      rowsPerWindow: 500,
      lateness: LATENESS,
      labelDelay: MATURE,
    }));
    unique = deduplicated(rows);
    onTime = unique.filter(({ late }) => !late);
    await world.ensureSources(topics);
    await world.publish(TOPICS.models, 'model-record', model, [record]);
    await world.publish(TOPICS.routes, 'route', model, [routeOf(model, 1), routeOf(model, 2)]);
    for (let part = 0; part < 3; part += 1) {
      await world.storeRows(
        model,
        rows.filter((_, i) => i % 3 === part),
      );
      await world.storeTruths(
        model,
        truths.filter((_, i) => i % 3 === part),
      );
    }
    await world.promise(topics, FROM + 40 * HOUR);
    await world.reports(model, 2);
    const ticks = Array.from({ length: WINDOWS }, (_, i) => FROM + i * HOUR);
    await world.publish(
      TOPICS.lifecycle,
      'lifecycle-event',
      model,
      ticks.map((tick) => folded(model, tick)),
    );
    const made = await world.reports(model, WINDOWS);
    reports = made.slice(0, WINDOWS).map(({ report }) => report);
    bytes = made.slice(0, WINDOWS).map((one) => one.bytes);
  }, 120_000);

  test('come in order, one a window from the first that holds an answer, and wait for the controller', () => {
    expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, i) => i + 1));
    expect(reports.map(({ window }) => window[0])).toEqual(reports.map((_, i) => FROM + i * HOUR));
    expect(reports[0]?.policy?.contract_digest).toBe(record.contract_digest);
    expect(reports.slice(1).every(({ policy }) => policy === null)).toBe(true);
    expect(reports.flatMap(({ routes }) => routes.map(({ revision }) => revision))).toEqual([1, 2]);
    expect(reports[1]?.freshness.folded).toBeNull();
    expect(reports[5]?.freshness.folded).toBe(FROM + 3 * HOUR);
  });

  test('traffic by version and region is what a count row by row gives', () => {
    for (const report of reports) {
      const mine = onTime.filter(({ window }) => window === report.window[0]);
      const expected = new Map<string, ReturnType<typeof tally>>();
      for (const region of ['all', 'east', 'west', 'north'])
        for (const [version, group] of groupBy(mine, (row) => row.version)) {
          const there = group.filter(({ segments }) => region === 'all' || segments[0] === region);
          if (there.length > 0) expected.set(`${version}/${region}`, tally(there, SLOW, THRESHOLD));
        }
      const found = new Map(
        report.serving.map(({ version, region, n, errors, timeouts, slow, units, positives, revisions }) => [
          `${version}/${region}`,
          { n, errors, timeouts, slow, units, positives, revisions },
        ]),
      );
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    }
  });

  test('input checks count missing, illegal and unseen values by role', () => {
    for (const report of reports) {
      const mine = onTime.filter(({ window, arm }) => window === report.window[0] && arm === 'live');
      for (const { check, feature, region, role, n, k } of report.checks) {
        const versions = report.serving.filter((cell) => cell.role === role).map(({ version }) => version);
        const there = mine.filter(
          (row) => versions.includes(row.version) && (region === 'all' || row.segments[0] === region),
        );
        const value = (row: Row) =>
          ({ amount: row.num[0], flag: row.num[1], big: row.num64[0], kind: row.cat[0] })[feature] ?? null;
        const bad = there.filter((row) => {
          const x = value(row);
          if (check === 'null') return x === null;
          if (check === 'range') return typeof x === 'number' && (x < 0 || x > 100);
          return x === 'zebra';
        });
        expect([feature, check, region, role, n, k]).toEqual([
          feature,
          check,
          region,
          role,
          there.length,
          bad.length,
        ]);
      }
      expect(new Set(report.checks.map(({ feature, check }) => `${check}.${feature}`))).toEqual(
        new Set(['null.amount', 'range.amount', 'null.flag', 'null.big', 'null.kind', 'unseen.kind']),
      );
    }
  });

  test('both roles stand side by side by region, and a region that names two routes draws no contrast', () => {
    const mixedWindow = FROM + Math.floor(WINDOWS / 2) * HOUR;
    for (const report of reports) {
      const mine = onTime.filter(
        ({ window, arm, revision }) => window === report.window[0] && arm === 'live' && revision === 2,
      );
      const released = report.window[0] >= FROM + (WINDOWS / 3) * HOUR;
      expect(report.contrasts.some(({ metric }) => metric === 'error')).toBe(released);
      if (report.window[0] === mixedWindow)
        expect(
          report.contrasts.filter(({ metric, stratum }) => metric === 'error' && stratum === 'west@2'),
        ).toEqual([]);
      for (const cell of report.contrasts.filter(({ metric }) =>
        ['error', 'latency', 'range.amount'].includes(metric),
      )) {
        const [region] = cell.stratum.split('@');
        const [segment, value] = cell.segment.split('=');
        const count = (version: string) => {
          const there = mine.filter(
            (row) =>
              row.version === version &&
              row.segments[0] === region &&
              (cell.segment === 'all' ||
                (segment === 'region'
                  ? row.segments[0]
                  : row.segments[1] === 'odd'
                    ? 'other'
                    : row.segments[1]) === value),
          );
          const k = there.filter((row) =>
            cell.metric === 'error'
              ? row.status === 'error'
              : cell.metric === 'latency'
                ? row.latency > SLOW
                : row.num[0] !== null && (row.num[0]! < 0 || row.num[0]! > 100),
          );
          return { n: there.length, k: k.length };
        };
        expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
      }
    }
  });

  test('late answers are contrasted once their lateness is due', () => {
    const cells = reports.flatMap((report) =>
      report.contrasts
        .filter(({ metric, segment }) => metric === 'late' && segment === 'all')
        .map((cell) => ({ report, cell })),
    );
    expect(cells.length).toBeGreaterThan(0);
    for (const { report, cell } of cells) {
      // Due one window of slow lag after its end plus lateness: the second window after its own.
      const window = report.window[0] - 2 * HOUR;
      const identities = new Set(onTime.map((row) => `${row.id}/${row.version}/${row.arm}`));
      const count = (version: string) => {
        const there = unique.filter(
          (row) =>
            row.window === window &&
            row.version === version &&
            row.arm === 'live' &&
            row.revision === 2 &&
            `${row.segments[0]}@2` === cell.stratum &&
            !(row.late && identities.has(`${row.id}/${row.version}/${row.arm}`)),
        );
        return { n: there.length, k: there.filter(({ late }) => late).length };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
  });

  test('a cohort is counted once, at maturity, with the labels that had arrived', () => {
    const cells = reports.flatMap((report) => report.cohorts.map((cell) => ({ report, cell })));
    expect(cells.length).toBeGreaterThan(0);
    for (const { report, cell } of cells) {
      const due = cell.over[1] + MATURE + LATENESS + HOUR;
      expect(report.window[1]).toBe(cell.over[1] + MATURE + 2 * HOUR);
      const there = onTime.filter(
        (row) =>
          row.arm === 'live' &&
          row.window === cell.over[0] &&
          row.version === cell.version &&
          (cell.region === 'all' || row.segments[0] === cell.region),
      );
      const { n, labelled, positives, tp, fp, fn, tn, brier, batches } = cell;
      expect({ n, labelled, positives, tp, fp, fn, tn, brier, batches }).toEqual(
        matured(there, knownTruths(truths, due), THRESHOLD),
      );
      expect(totalOf(cell.bins.map(([count]) => count))).toBe(labelled);
      expect(cell.auc).toBeGreaterThan(0);
    }
    const losses = reports.flatMap((report) =>
      report.contrasts
        .filter(({ metric, segment }) => metric === 'matured_loss' && segment === 'all')
        .map((cell) => ({ report, cell })),
    );
    expect(losses.length).toBeGreaterThan(0);
    for (const { report, cell } of losses) {
      const hour = report.window[0] - MATURE - 2 * HOUR;
      const known = knownTruths(truths, hour + HOUR + MATURE + LATENESS + HOUR);
      const count = (version: string) => {
        const there = onTime.filter(
          (row) =>
            row.arm === 'live' &&
            row.window === hour &&
            row.version === version &&
            `${row.segments[0]}@${row.revision}` === cell.stratum,
        );
        const { labelled, fp, fn } = matured(there, known, THRESHOLD);
        return { n: labelled, k: fp + fn };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
  });

  test('drift windows hold the values of their hours on the frozen grid', () => {
    const cells = reports.flatMap(({ drift }) => drift);
    expect(new Set(cells.map(({ feature }) => feature))).toEqual(new Set(['amount', 'big', 'kind', 'score']));
    for (const cell of cells) {
      const there = onTime.filter(
        (row) =>
          row.arm === 'live' &&
          row.window >= cell.over[0] &&
          row.window < cell.over[1] &&
          (cell.region === 'all' || row.segments[0] === cell.region) &&
          (cell.feature !== 'score' || row.version === 'v1'),
      );
      const numbers = (of: (row: Row) => number | null | undefined): number[] =>
        there.flatMap((row) => of(row) ?? []);
      const bins = {
        amount: () =>
          binCounts(
            edges,
            numbers((row) => row.num[0]),
          ),
        big: () =>
          binCounts(
            [1e11, 5e11],
            numbers((row) => row.num64[0]),
          ),
        kind: () =>
          categoryCounts(
            ['a', 'b', 'c'],
            there.flatMap((row) => row.cat[0] ?? []),
          ),
        score: () =>
          binCounts(
            Array.from({ length: 63 }, (_, i) => (i + 1) / 64),
            numbers((row) => row.score),
          ),
      }[cell.feature]!();
      expect(cell.n).toBe(totalOf(bins));
      expect(cell.psi).toBeCloseTo(populationStability({ reference: counts(bins.length), current: bins }), 8);
    }
    expect(cells.some(({ region }) => region !== 'all')).toBe(true);
  });

  test('windows that late rows touched are counted again beside revision 0', async () => {
    // A report of a later round tells that the corrections behind the earlier ones are done.
    const later = Array.from({ length: 4 }, (_, i) => folded(model, FROM + (WINDOWS + i) * HOUR));
    await world.publish(TOPICS.lifecycle, 'lifecycle-event', model, later);
    await world.reports(model, WINDOWS + 4);
    const again = await world.clickhouse.query(
      {
        name: 'corrections',
        sql: `SELECT toUInt64(toUInt32(window_start)) * 1000 AS window, n, late FROM serving_windows FINAL
              WHERE model = {model:String} AND segment = 'all' AND version = 'v1' ORDER BY window_start, known_at DESC LIMIT 1 BY window_start`,
        params: { model: 'String' },
        row: (raw) => raw as { window: number; n: number; late: number },
      },
      { model },
    );
    const identities = new Set(onTime.map((row) => `${row.id}/${row.version}`));
    for (const { window, n, late } of again.slice(0, WINDOWS - 2)) {
      const of = unique.filter((row) => row.window === window && row.version === 'v1' && row.arm === 'live');
      const tardy = of.filter((row) => row.late && !identities.has(`${row.id}/v1`));
      expect([window, late]).toEqual([window, tardy.length]);
      expect(n).toBe(of.filter((row) => !row.late).length + tardy.length);
    }
  });

  test('counting again in other portions gives the same bytes', async () => {
    const count = createCountStep(createPaneStore(world.clickhouse));
    const counted = [];
    for (let from = FROM; from < FROM + WINDOWS * HOUR; from += 6 * HOUR) {
      const windows = [from, from + 6 * HOUR] as const;
      const order = { model, record, windows, first: FROM, contrasted: new Set([2]) };
      counted.push(...((await count([order])).get(model) ?? []));
    }
    let head = firstHead(FROM);
    for (const [i, report] of reports.entries()) {
      const made = makeReport({
        head,
        record,
        evidence: counted[i]!,
        routes: [routeOf(model, 1), routeOf(model, 2)],
        ledger: report.ledger,
        deadLetters: report.dead_letters,
        freshness: report.freshness,
      });
      head = made.head;
      expect(made.report).toEqual(report);
      expect(encodeWire('report', made.report).equals(bytes[i]!)).toBe(true);
    }
  }, 120_000);
});

test('a monitor that is replaced goes on behind the head, with no report twice', async () => {
  const model = uniqueName('moved');
  const topics = [`${model}.p`, `${model}.l`];
  const { rows } = drawRows({
    seed: 5,
    from: FROM,
    base: HOUR,
    windows: 3,
    rowsPerWindow: 20,
    lateness: LATENESS,
    labelDelay: MATURE,
  });
  await world.ensureSources(topics);
  await world.publish(TOPICS.models, 'model-record', model, [modelRecord(contractOf(model), null)]);
  await world.publish(TOPICS.routes, 'route', model, [routeOf(model, 1), routeOf(model, 2)]);
  await world.storeRows(model, rows);
  await world.promise(topics, FROM + 3 * HOUR);
  expect((await world.reports(model, 2)).length).toBe(2);
  await monitor.close();
  monitor = await world.start();
  await world.publish(
    TOPICS.lifecycle,
    'lifecycle-event',
    model,
    [0, 1, 2].map((i) => folded(model, FROM + i * HOUR)),
  );
  await world.promise(topics, FROM + 5 * HOUR + LATENESS);
  const reports = (await world.reports(model, 5)).map(({ report }) => report);
  expect(reports.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(reports.map(({ serving }) => serving.length > 0)).toEqual([true, true, true, false, false]);
}, 60_000);
