import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TOPICS } from '@checkride/messaging/topics';
import type { MonitorService } from '@checkride/monitor/adapters/monitor-service';
import { drawRows } from '../support/monitor/random-rows.js';
import { contractOf, folded, FROM, HOUR, LATENESS, MATURE, routeOf } from '../support/monitor/scenario.js';
import { modelRecord, openWorld } from '../support/monitor/world.js';
import type { World } from '../support/monitor/world.js';
import { uniqueName } from '../support/stack.js';

let world: World;
let monitor: MonitorService;
beforeAll(async () => {
  world = await openWorld();
  monitor = await world.start();
}, 180_000);
afterAll(async () => {
  await monitor.close();
  await world.close();
}, 60_000);

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
