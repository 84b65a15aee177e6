import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '@checkride/domain/report/report';
import { TOPICS } from '@checkride/messaging/topics';
import { monitoredWorld } from '../support/monitor/monitored-world.js';
import { deduplicated, groupBy, knownTruths, matured } from '../support/monitor/naive-panes.js';
import { drawRows } from '../support/monitor/random-rows.js';
import type { Row, Truth } from '../support/monitor/random-rows.js';
import { folded, HOUR, proxiesOf, type EarlyWord } from '../support/monitor/scenario.js';
import { drawConversions, unitContract, unitRoute } from '../support/monitor/unit-scenario.js';
import type { Conversion } from '../support/monitor/unit-scenario.js';
import { modelRecord } from '../support/monitor/world.js';
import { uniqueName } from '../support/stack.js';

const DAY = 24 * HOUR;
const FROM = Date.UTC(2001, 1, 1);
const WINDOWS = 36;
const LATENESS = 60_000;
const HORIZON = 2 * HOUR;
const MATURE = 3 * HOUR;

const monitored = monitoredWorld();

describe('a release randomised by unit', () => {
  const model = uniqueName('units');
  let onTime: Row[];
  let truths: Truth[];
  let outcomes: Conversion[];
  let early: EarlyWord[];
  let reports: Report[];
  let exposures: Map<string, Row>;

  beforeAll(async () => {
    const topics = [`${model}.p`, `${model}.l`, `${model}.o`];
    const drawn = drawRows({
      seed: 7,
      from: FROM,
      base: HOUR,
      windows: WINDOWS,
      rowsPerWindow: 150,
      lateness: LATENESS,
      labelDelay: MATURE,
    });
    // Few units, so that most come again: each keeps its version, as a router would have it; one in fifty strays now and then.
    const rows = drawn.rows
      .filter(({ arm }) => arm === 'live')
      .map((row) => {
        const unit = row.unit % 400n;
        const strays = unit % 50n === 0n && row.window % (3 * HOUR) === 0;
        return { ...row, unit, version: row.revision === 2 && (unit % 3n === 0n) !== strays ? 'v2' : 'v1' };
      });
    truths = drawn.truths;
    onTime = deduplicated(rows).filter(({ late }) => !late);
    outcomes = drawConversions(onTime, 3);
    early = proxiesOf(rows, truths);
    exposures = firstOfDay(onTime);

    await monitored.world.ensureSources(topics);
    await monitored.world.publish(TOPICS.models, 'model-record', model, [
      modelRecord(unitContract(model), null),
    ]);
    await monitored.world.publish(
      TOPICS.routes,
      'route',
      model,
      [1, 2].map((revision) => unitRoute(model, revision, FROM + 10 * HOUR)),
    );
    await monitored.world.storeRows(model, rows);
    await monitored.world.storeTruths(model, truths);
    await monitored.world.storeOutcomes(model, 'conversion', outcomes);
    await monitored.world.storeOutcomes(model, 'early', early);
    await monitored.world.publish(
      TOPICS.lifecycle,
      'lifecycle-event',
      model,
      Array.from({ length: WINDOWS + 8 }, (_, i) => folded(model, FROM + i * HOUR)),
    );
    // In two steps, so that first exposures of the second must look back at those of the first.
    await monitored.world.promise(topics, FROM + 20 * HOUR);
    await monitored.world.reports(model, 18);
    await monitored.world.promise(topics, FROM + (WINDOWS + 8) * HOUR);
    reports = (await monitored.world.reports(model, WINDOWS + 6)).map(({ report }) => report);
  }, 120_000);

  /** The first on-time answer of each unit in each day since the release, mixed strata left out. */
  function firstOfDay(rows: readonly Row[]): Map<string, Row> {
    const strata = groupBy(rows, (row) => `${row.window}/${row.segments[0]}`);
    const pure = (row: Row): boolean =>
      new Set(strata.get(`${row.window}/${row.segments[0]}`)?.map(({ revision }) => revision)).size === 1;
    const first = new Map<string, Row>();
    for (const row of [...rows].sort((a, b) => a.eventTime - b.eventTime || (a.id < b.id ? -1 : 1))) {
      if (row.revision !== 2 || !pure(row)) continue;
      const key = `${row.unit}/${Math.floor((row.window - (FROM + 10 * HOUR)) / DAY)}`;
      if (!first.has(key)) first.set(key, row);
    }
    return first;
  }

  const cells = (metric: string) =>
    reports.flatMap((report) =>
      report.contrasts
        .filter((cell) => cell.metric === metric && cell.segment === 'all')
        .map((cell) => ({ report, cell })),
    );
  const cohort = (window: number, epoch: number, stratum: string, version: string): Row[] =>
    [...exposures.values()].filter(
      (row) =>
        row.window === window &&
        Math.floor((row.window - (FROM + 10 * HOUR)) / DAY) === epoch - 1 &&
        `${row.segments[0]}@2` === stratum &&
        row.version === version,
    );

  test('counts each unit once a day, with what it met in ten minutes from its first answer', () => {
    const seen = cells('error');
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen.map(({ cell }) => cell.epoch))).toEqual(new Set([1, 2]));
    for (const { report, cell } of seen) {
      const count = (version: string) => {
        // Ten minutes, a minute of lateness and an hour of slow lag: due in the second window after its own.
        const units = cohort(report.window[0] - 2 * HOUR, cell.epoch, cell.stratum, version);
        const failed = units.filter((first) =>
          onTime.some(
            (row) =>
              row.unit === first.unit &&
              row.status === 'error' &&
              row.eventTime >= first.eventTime &&
              row.eventTime < first.eventTime + 600_000,
          ),
        );
        return { n: units.length, k: failed.length };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
  });

  test('counts each unit once a day whose inputs were broken in those ten minutes', () => {
    const seen = cells('null.amount');
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.reduce((sum, { cell }) => sum + cell.control.k, 0)).toBeGreaterThan(0);
    for (const { report, cell } of seen) {
      const count = (version: string) => {
        const units = cohort(report.window[0] - 2 * HOUR, cell.epoch, cell.stratum, version);
        const missing = units.filter((first) =>
          onTime.some(
            (row) =>
              row.unit === first.unit &&
              row.num[0] == null &&
              row.eventTime >= first.eventTime &&
              row.eventTime < first.eventTime + 600_000,
          ),
        );
        return { n: units.length, k: missing.length };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
  });

  test('tells how units were divided, and counts those that met the other role under the same route', () => {
    const seen = reports.flatMap((report) => report.assignments.map((cell) => ({ report, cell })));
    expect(seen.length).toBeGreaterThan(0);
    for (const { report, cell } of seen) {
      const window = report.window[0];
      const changed = onTime.filter((row) => {
        const first = exposures.get(`${row.unit}/${cell.epoch - 1}`);
        return (
          row.window === window &&
          row.revision === 2 &&
          `${row.segments[0]}@2` === cell.stratum &&
          first !== undefined &&
          first.segments[0] === row.segments[0] &&
          first.window <= window &&
          first.version !== row.version
        );
      });
      expect(cell).toMatchObject({
        candidate: cohort(window, cell.epoch, cell.stratum, 'v2').length,
        control: cohort(window, cell.epoch, cell.stratum, 'v1').length,
        both: new Set(changed.map(({ unit }) => unit)).size,
      });
    }
    const both = seen.reduce((sum, { cell }) => sum + cell.both, 0);
    expect(both).toBeGreaterThan(0);
  });

  test('takes the truth of the first answer of the day, once mature', () => {
    const seen = cells('matured_loss');
    expect(seen.length).toBeGreaterThan(0);
    for (const { report, cell } of seen) {
      const hour = report.window[0] - MATURE - 2 * HOUR;
      const known = knownTruths(truths, hour + HOUR + MATURE + LATENESS + HOUR);
      const count = (version: string) => {
        const { labelled, fp, fn } = matured(cohort(hour, cell.epoch, cell.stratum, version), known, 0.5);
        return { n: labelled, k: fp + fn };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
  });

  test('takes the early word of the first answer of the day, once that is complete', () => {
    const seen = cells('proxy_loss');
    expect(seen.length).toBeGreaterThan(0);
    for (const { report, cell } of seen) {
      // A tenth of three hours is an hour when told in whole ones.
      const hour = report.window[0] - HOUR - 2 * HOUR;
      const due = hour + HOUR + HOUR + LATENESS + HOUR;
      const told = new Map(
        early.filter(({ appendedAt }) => appendedAt < due).map(({ of, value }) => [of, value === 1]),
      );
      const count = (version: string) => {
        const units = cohort(hour, cell.epoch, cell.stratum, version).filter(
          ({ id, status, score }) => status === 'ok' && score !== null && told.has(id),
        );
        return {
          n: units.length,
          k: units.filter(({ id, score }) => (score ?? 0) >= 0.5 !== told.get(id)).length,
        };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
  });

  test('counts units that did not reach the KPI within its horizon', () => {
    const seen = cells('kpi.conversion');
    expect(seen.length).toBeGreaterThan(0);
    for (const { report, cell } of seen) {
      const hour = report.window[0] - HORIZON - 2 * HOUR;
      const due = hour + HOUR + HORIZON + LATENESS + HOUR;
      const count = (version: string) => {
        const units = cohort(hour, cell.epoch, cell.stratum, version);
        return {
          n: units.length,
          k: units.filter((first) => !reached(first.unit, first.eventTime, due)).length,
        };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
  });

  const reached = (unit: bigint, from: number, due: number): boolean =>
    outcomes.some(
      (one) => one.unit === unit && one.at >= from && one.at < from + HORIZON && one.appendedAt < due,
    );

  test('KPI hours hold the units served and those that reached it', () => {
    const seen = reports.flatMap((report) => report.kpis.map((cell) => ({ report, cell })));
    expect(seen.length).toBeGreaterThan(0);
    for (const { report, cell } of seen.filter(({ cell: { segment } }) => segment === 'all')) {
      expect(report.window[0]).toBe(cell.over[0] + HORIZON + 2 * HOUR);
      const due = cell.over[1] + HORIZON + LATENESS + HOUR;
      const units = groupBy(
        onTime.filter(({ window, version }) => window === cell.over[0] && version === cell.version),
        ({ unit }) => String(unit),
      );
      const happy = [...units.values()].filter((rows) =>
        reached(rows[0]!.unit, Math.min(...rows.map(({ eventTime }) => eventTime)), due),
      );
      expect([cell.over[0], cell.units, cell.reached]).toEqual([cell.over[0], units.size, happy.length]);
    }
  });
});
