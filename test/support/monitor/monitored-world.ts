import { afterAll, beforeAll } from '@jest/globals';
import type { MonitorService } from '@checkride/monitor/adapters/monitor-service';
import { openWorld } from './world.js';
import type { World } from './world.js';

/** A world with a real monitor at work in it, for all tests of a file; `world` may be read once the tests have begun. */
export function monitoredWorld(): { readonly world: World } {
  let world: World | undefined;
  let monitor: MonitorService | undefined;
  beforeAll(async () => {
    world = await openWorld();
    monitor = await world.start();
  }, 180_000);
  afterAll(async () => {
    await monitor?.close();
    await world?.close();
  }, 60_000);
  return {
    get world() {
      if (world === undefined) throw new Error('no test has begun yet');
      return world;
    },
  };
}
