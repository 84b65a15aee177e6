import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TOPICS } from '@checkride/messaging/topics';
import type { MonitorService } from '@checkride/monitor/adapters/monitor-service';
import { matured, knownTruths } from '../support/monitor/naive-panes.js';
import {
  folded,
  FROM,
  HOUR,
  LATENESS,
  MATURE,
  playScenario,
  THRESHOLD,
  WINDOWS,
} from '../support/monitor/scenario.js';
import type { Scenario } from '../support/monitor/scenario.js';
import { openWorld } from '../support/monitor/world.js';
import type { World } from '../support/monitor/world.js';

let world: World;
let monitor: MonitorService;
let played: Scenario;
beforeAll(async () => {
  world = await openWorld();
  monitor = await world.start();
  played = await playScenario(world, 31);
  // A report of a later round tells that the corrections behind the earlier ones are done.
  const later = Array.from({ length: 4 }, (_, i) => folded(played.model, FROM + (WINDOWS + i) * HOUR));
  await world.publish(TOPICS.lifecycle, 'lifecycle-event', played.model, later);
  await world.reports(played.model, WINDOWS + 4);
}, 240_000);
afterAll(async () => {
  await monitor.close();
  await world.close();
}, 60_000);

const ask = (view: string, where = '1'): Promise<Record<string, unknown>[]> =>
  world.clickhouse.query(
    {
      name: `view-${view}`,
      sql: `SELECT * FROM ${view} WHERE model = {model:String} AND ${where}`,
      params: { model: 'String' },
      row: (raw) => raw,
    },
    { model: played.model },
  );
const at = (ms: number): string => `'${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}'`;

describe('analysts ask by plain names', () => {
  test('latency: rates and quantiles by window, version, role and segment', async () => {
    const window = FROM + 10 * HOUR;
    const rows = await ask(
      'latency',
      `window_start = ${at(window)} AND role = 'candidate' AND segment = 'all'`,
    );
    const [cell] = played.reports[10]!.serving.filter(
      ({ role, region }) => role === 'candidate' && region === 'all',
    );
    // The report shows revision 0; the view what is known now, late answers included.
    const late = played.unique.filter(
      (row) =>
        row.late &&
        row.window === window &&
        row.version === 'v2' &&
        !played.onTime.some(({ id }) => id === row.id),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ version: 'v2', n: cell!.n + late.length });
    expect(rows[0]?.['late_rate']).toBeCloseTo(late.length / (cell!.n + late.length), 12);
    expect(Number(rows[0]?.['p50_ms'])).toBeGreaterThan(cell!.latency_p50! * 0.9);
    expect(Number(rows[0]?.['p50_ms'])).toBeLessThan(cell!.latency_p50! * 1.1);
  });

  test('quality: bad inputs by feature, every one of the contract', async () => {
    const rows = await ask(
      'quality',
      `window_start = ${at(FROM)} AND segment = 'region=west' AND version = 'v1'`,
    );
    expect(new Set(rows.map(({ feature }) => feature))).toEqual(new Set(['amount', 'flag', 'big', 'kind']));
    expect(rows.find(({ feature }) => feature === 'kind')).toMatchObject({ role: 'sole', out_of_range: 0 });
  });

  test('drift: the same distances as the reports, of one version and hour', async () => {
    const rows = await ask('drift', `hour = ${at(FROM)} AND segment = 'all' AND version = 'v1'`);
    const view = new Map(rows.map((row) => [row['feature'], row]));
    const twoHours = played.reports
      .flatMap(({ drift }) => drift)
      .filter(({ over, region }) => over[0] === FROM && region === 'all');
    expect(new Set(view.keys())).toEqual(new Set(twoHours.map(({ feature }) => feature)));
    // In the first third of the rows there is one version: two hours of the view are one drift window of the report.
    const next = await ask('drift', `hour = ${at(FROM + HOUR)} AND segment = 'all' AND version = 'v1'`);
    for (const { feature, n } of twoHours) {
      const second = next.find((row) => row['feature'] === feature);
      expect(Number(view.get(feature)?.['n']) + Number(second?.['n'])).toBe(n);
      expect(Number(view.get(feature)?.['psi'])).toBeGreaterThan(0);
    }
    expect(view.get('kind')).toMatchObject({ ks: null, mean: null, role: 'sole' });
    expect(view.get('amount')).toMatchObject({ source: 'billing' });
  });

  test('performance: quality of the answers once their labels were mature', async () => {
    const hour = FROM + 9 * HOUR;
    const [row] = await ask('performance', `hour = ${at(hour)} AND segment = 'all' AND version = 'v1'`);
    const made = played.onTime.filter(
      ({ window, version, arm }) => window === hour && version === 'v1' && arm === 'live',
    );
    const truths = knownTruths(played.truths, hour + 2 * HOUR + MATURE + LATENESS);
    const { n, labelled, tp, fp, fn, tn, brier } = matured(made, truths, THRESHOLD);
    expect(row).toMatchObject({ role: 'control', n, labelled });
    expect(Number(row?.['accuracy'])).toBeCloseTo((tp + tn) / labelled, 12);
    expect(Number(row?.['precision'])).toBeCloseTo(tp / (tp + fp), 12);
    expect(Number(row?.['recall'])).toBeCloseTo(tp / (tp + fn), 12);
    expect(Number(row?.['brier'])).toBeCloseTo(brier / 1e9 / labelled, 12);
    const [cohort] = played.reports
      .flatMap(({ cohorts }) => cohorts)
      .filter(({ over, version, region }) => over[0] === hour && version === 'v1' && region === 'all');
    expect(Number(row?.['auc'])).toBeCloseTo(cohort!.auc!, 8);
  });

  test('corrections: what was reported and what is known', async () => {
    const rows = await ask('corrections', `version = 'v1' AND window_start = ${at(FROM)}`);
    const [cell] = played.reports[0]!.serving.filter(
      ({ version, region }) => version === 'v1' && region === 'all',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ reported: cell!.n });
    expect(Number(rows[0]?.['known'])).toBeGreaterThan(cell!.n);
  });

  test('kpi: nothing where the contract names none', async () => {
    expect(await ask('kpi')).toEqual([]);
  });

  test('every column of a pane table or view carries its meaning', async () => {
    const bare = await world.clickhouse.query(
      {
        name: 'uncommented',
        sql: `SELECT concat(table, '.', name) AS column FROM system.columns WHERE database = currentDatabase() AND comment = ''`,
        params: {},
        row: (raw) => String(raw['column']),
      },
      {},
    );
    expect(bare).toEqual([]);
  });
});
