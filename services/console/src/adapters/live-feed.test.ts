import { describe, expect, test } from '@jest/globals';
import type { FleetModel } from '@checkride/client/api/console-views';
import { firstValueFrom, lastValueFrom, take, toArray } from 'rxjs';
import { createLiveFeed } from './live-feed.js';

const model = (window: number, decision: string): FleetModel =>
  ({ model: 'm', headline: 'HOLD', decision_id: decision, window }) as FleetModel;

/** Answers one after the other, the last one for ever. */
const answers = (...fleets: (FleetModel[] | Error)[]) => {
  let calls = 0;
  const fleet = async (): Promise<FleetModel[]> => {
    const answer = fleets[Math.min(calls++, fleets.length - 1)]!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { fleet, calls: () => calls };
};

describe('the live feed', () => {
  test('tells each new window and each new decision once', async () => {
    const { fleet } = answers([model(1, 'a')], [model(1, 'a')], [model(2, 'a')], [model(2, 'b')]);
    const told = await firstValueFrom(createLiveFeed(fleet, 1).changes.pipe(take(3), toArray()));
    expect(told.map(({ window, decision_id }) => [window, decision_id])).toEqual([
      [1, 'a'],
      [2, 'a'],
      [2, 'b'],
    ]);
  });

  test('goes on after the store was away', async () => {
    const { fleet } = answers(new Error('away'), new Error('away'), [model(7, 'a')]);
    expect(await firstValueFrom(createLiveFeed(fleet, 1).changes)).toMatchObject({ window: 7 });
  });

  test('tells a page that comes later at once where things stand', async () => {
    const { fleet } = answers([model(3, 'a')]);
    const feed = createLiveFeed(fleet, 1).changes;
    await firstValueFrom(feed);
    let told: number | undefined;
    feed.subscribe(({ window }) => (told = window)).unsubscribe();
    expect(told).toBe(3);
  });

  test('does not look while nobody listens', async () => {
    const { fleet, calls } = answers([model(1, 'a')]);
    const feed = createLiveFeed(fleet, 1).changes;
    expect(calls()).toBe(0);
    await firstValueFrom(feed);
    const after = calls();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(calls()).toBeLessThanOrEqual(after + 1);
  });

  test('ends every stream when it is closed, so that the server can stop', async () => {
    const { fleet } = answers([model(1, 'a')]);
    const feed = createLiveFeed(fleet, 1);
    const ended = lastValueFrom(feed.changes);
    await firstValueFrom(feed.changes);
    feed.close();
    expect(await ended).toMatchObject({ window: 1 });
  });
});
