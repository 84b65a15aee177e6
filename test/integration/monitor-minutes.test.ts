import { expect, test } from '@jest/globals';
import { TOPICS } from '@checkride/messaging/topics';
import { monitoredWorld } from '../support/monitor/monitored-world.js';
import { deduplicated } from '../support/monitor/naive-panes.js';
import { drawRows } from '../support/monitor/random-rows.js';
import { FROM, reference } from '../support/monitor/scenario.js';
import { modelRecord } from '../support/monitor/world.js';
import { uniqueName } from '../support/stack.js';

const MINUTE = 60_000;
const WINDOWS = 24;

const contractOf = (model: string, drift: string): string => `
model: ${model}
source: {predictions: ${model}.p, clock: replay, lag: ${WINDOWS + 5}}
features: {amount: {type: number}, flag: {type: boolean}, big: {type: double}, kind: {type: category}}
segments: [region]
windows: {base: 1m, lateness: 5s, drift: ${drift}}
`;

const monitored = monitoredWorld();

async function play(drift: string) {
  const model = uniqueName('minutes');
  const { rows } = drawRows({
    seed: 9,
    from: FROM,
    base: MINUTE,
    windows: WINDOWS,
    rowsPerWindow: 60,
    lateness: 5_000,
    labelDelay: MINUTE,
  });
  await monitored.world.ensureSources([`${model}.p`]);
  await monitored.world.publish(TOPICS.models, 'model-record', model, [
    modelRecord(contractOf(model, drift), reference),
  ]);
  await monitored.world.storeRows(model, rows);
  await monitored.world.promise([`${model}.p`], FROM + WINDOWS * MINUTE + 5_000);
  const reports = (await monitored.world.reports(model, WINDOWS)).map(({ report }) => report);
  const onTime = deduplicated(rows).filter(({ late, arm }) => !late && arm === 'live');
  return { model, reports, onTime };
}

test('drift windows of ten minutes are made from the panes of minutes', async () => {
  const { reports, onTime } = await play('10m');
  const cells = reports.flatMap((report) => report.drift.map((cell) => ({ report, cell })));
  expect(new Set(cells.map(({ cell }) => cell.over[0]))).toEqual(new Set([FROM, FROM + 10 * MINUTE]));
  for (const { report, cell } of cells.filter(({ cell: { feature } }) => feature === 'kind')) {
    const there = onTime.filter(
      ({ window, cat }) => cat[0] !== null && window >= cell.over[0] && window < cell.over[1],
    );
    expect(cell.n).toBe(there.length);
    // Ten minutes and 5 s of lateness and one window of slow lag end inside the second minute after.
    expect(report.window[0]).toBe(cell.over[1] + MINUTE);
  }
}, 60_000);

test('without such drift windows they are filled behind the reports', async () => {
  const { model, reports, onTime } = await play('1h');
  expect(reports.flatMap(({ drift }) => drift)).toEqual([]);
  // A report of a later round tells that the slow lane behind the earlier ones is done.
  await monitored.world.promise([`${model}.p`], FROM + (WINDOWS + 1) * MINUTE + 5_000);
  await monitored.world.reports(model, WINDOWS + 1);
  const [count] = await monitored.world.clickhouse.query(
    {
      name: 'minutes',
      sql: `SELECT sum(n) AS n, uniqExact(window_start) AS windows FROM feature_windows FINAL
            WHERE model = {model:String} AND arm = 'live' AND slots = 'cat'`,
      params: { model: 'String' },
      row: (raw) => raw as { n: number; windows: number },
    },
    { model },
  );
  expect(count).toEqual({ n: onTime.length, windows: WINDOWS });
}, 60_000);
