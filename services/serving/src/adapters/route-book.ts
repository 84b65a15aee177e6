import { CheckrideError } from '@checkride/domain/errors';
import type { RouteRecord } from '@checkride/domain/release';
import { follow } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';

/** Every route of every model, by revision. */
export interface RouteBook {
  /** The newest route, or exactly `revision` once it is known (waits at most `patienceMs`). CHK_NOT_FOUND without one. */
  routeFor(model: string, revision: number | undefined): Promise<RouteRecord>;
  close(): Promise<void>;
}

/** Follows routes.v1 from its beginning; resolves when what is there is known. */
export async function followRoutes(connection: KafkaConnection, patienceMs: number): Promise<RouteBook> {
  const routes = new Map<string, RouteRecord[]>();
  let waiting: (() => void)[] = [];
  const follower = await follow(connection, {
    topics: [TOPICS.routes],
    onRecords(records) {
      for (const { value } of records) {
        if (value === null) continue;
        const route = decodeWire('route', value);
        const known = routes.get(route.model) ?? [];
        known[route.revision] = route;
        routes.set(route.model, known);
      }
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  });
  await follower.caughtUp;
  const find = (model: string, revision: number | undefined): RouteRecord | undefined =>
    revision === undefined ? routes.get(model)?.at(-1) : routes.get(model)?.[revision];

  return {
    async routeFor(model, revision) {
      const deadline = AbortSignal.timeout(revision === undefined ? 1 : patienceMs);
      for (;;) {
        const route = find(model, revision);
        if (route) return route;
        if (deadline.aborted) break;
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          deadline.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      throw new CheckrideError(
        'CHK_NOT_FOUND',
        `${model} has no route${revision === undefined ? '' : ` of revision ${revision}`}`,
        {
          remedy: 'A model serves once a version of it is in production: see `checkride models`.',
        },
      );
    },
    close: () => follower.close(),
  };
}
