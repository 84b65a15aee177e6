import { beforeAll, describe, expect, test } from '@jest/globals';
import { TOPICS } from '@checkride/messaging/topics';
import { monitoredWorld } from '../support/monitor/monitored-world.js';
import { groupBy, tally } from '../support/monitor/naive-panes.js';
import type { Row } from '../support/monitor/random-rows.js';
import { folded, FROM, HOUR, playScenario, SLOW, THRESHOLD, WINDOWS } from '../support/monitor/scenario.js';
import type { Scenario } from '../support/monitor/scenario.js';

const monitored = monitoredWorld();

describe.each([11, 12])('reports of random rows (seed %i)', (seed) => {
  let played: Scenario;
  beforeAll(async () => {
    played = await playScenario(monitored.world, seed);
  }, 120_000);

  test('come in order, one a window from the first that holds an answer, and wait for the controller', () => {
    const { record, reports } = played;
    expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, i) => i + 1));
    expect(reports.map(({ window }) => window[0])).toEqual(reports.map((_, i) => FROM + i * HOUR));
    expect(reports[0]?.policy?.contract_digest).toBe(record.contract_digest);
    expect(reports.slice(1).every(({ policy }) => policy === null)).toBe(true);
    expect(reports.flatMap(({ routes }) => routes.map(({ revision }) => revision))).toEqual([1, 2]);
    expect(reports[1]?.freshness.folded).toBeNull();
    expect(reports[5]?.freshness.folded).toBe(FROM + 3 * HOUR);
  });

  test('traffic by version and region is what a count row by row gives', () => {
    const { reports, onTime } = played;
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
    const { reports, onTime } = played;
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
    const { reports, onTime } = played;
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
    const { reports, onTime, unique } = played;
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

  test('windows that late rows touched are counted again beside revision 0', async () => {
    const { model, onTime, unique } = played;
    // A report of a later round tells that the corrections behind the earlier ones are done.
    const later = Array.from({ length: 4 }, (_, i) => folded(model, FROM + (WINDOWS + i) * HOUR));
    await monitored.world.publish(TOPICS.lifecycle, 'lifecycle-event', model, later);
    await monitored.world.reports(model, WINDOWS + 4);
    const again = await monitored.world.clickhouse.query(
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
  }, 60_000);
});
