import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPaneStore } from '@checkride/monitor/adapters/pane-store';
import { countingPlan } from '@checkride/monitor/steps/counting-plan';
import { closingReads, CLOSINGS } from '../../benchmarks/windows/closing.js';
import { storeHistory, windowsModel } from '../../benchmarks/windows/history.js';
import { openWorld } from '../support/monitor/world.js';
import type { World } from '../support/monitor/world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 180_000);
afterAll(() => world.close(), 60_000);

const kinds = Object.keys(CLOSINGS) as (keyof typeof CLOSINGS)[];

test('closing a window or an hour reads as many rows and parts of thirty hours of history as of three', async () => {
  const record = windowsModel('flat');
  const plan = countingPlan(record);
  await createPaneStore(world.clickhouse).savePlan(plan);
  const reads = async () =>
    Promise.all(kinds.map((kind) => closingReads(world.clickhouse, record.model, plan.grid, kind)));
  await storeHistory(world.clickhouse, record.model, 3, 0, 200);
  const short = await reads();
  await storeHistory(world.clickhouse, record.model, 30, 3, 200);
  const long = await reads();
  for (const [i, { rows, parts }] of long.entries()) {
    expect(rows).toBeGreaterThan(0);
    expect(rows / short[i]!.rows).toBeLessThanOrEqual(1.2);
    expect(parts / short[i]!.parts).toBeLessThanOrEqual(1.2);
  }
}, 180_000);
