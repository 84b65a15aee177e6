import { Observable } from 'rxjs';
import type { ConsoleStore } from './console-store.js';

/** What changed since the last look: enough for a page to know that it must look again. */
export interface FleetChange {
  readonly model: string;
  readonly headline: string;
  readonly decision_id: string;
  readonly window: number;
}

/** Changes of the fleet, from one look a second however many pages listen; nobody listening, nobody looks. */
export function createLiveFeed(store: ConsoleStore, intervalMs: number): Observable<FleetChange> {
  const listeners = new Set<(change: FleetChange) => void>();
  const seen = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    for (const { model, headline, decision_id, window } of await store.fleet()) {
      const state = `${decision_id} ${window}`;
      if (seen.get(model) === state) continue;
      seen.set(model, state);
      for (const tell of listeners) tell({ model, headline, decision_id, window });
    }
  };
  const tick = (): void => {
    timer = setTimeout(() => {
      look()
        .catch(() => undefined) // the store is away: pages keep what they show, the next look tries again
        .finally(() => (listeners.size > 0 ? tick() : (timer = undefined)));
    }, intervalMs);
  };

  return new Observable((subscriber) => {
    const tell = (change: FleetChange): void => subscriber.next(change);
    listeners.add(tell);
    if (timer === undefined) tick();
    return () => listeners.delete(tell);
  });
}
