import { Observable, Subject, takeUntil } from 'rxjs';
import type { FleetChange, FleetModel } from '@checkride/client/api/console-views';

/** Changes of the fleet; closing ends every listener's stream, since an open one would keep the server from stopping. */
export interface LiveFeed {
  readonly changes: Observable<FleetChange>;
  close(): void;
}

/**
 * Changes of the fleet, from one look every `intervalMs` however many pages listen; nobody listening, nobody looks.
 * A new listener is told at once what was seen last, so that it knows a change when one comes.
 */
export function createLiveFeed(fleet: () => Promise<readonly FleetModel[]>, intervalMs: number): LiveFeed {
  const listeners = new Set<(change: FleetChange) => void>();
  const seen = new Map<string, FleetChange>();
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    for (const model of await fleet()) {
      const change = changeOf(model);
      const before = seen.get(change.model);
      if (before?.decision_id === change.decision_id && before.window === change.window) continue;
      seen.set(change.model, change);
      for (const tell of listeners) tell(change);
    }
  };
  const lookAgain = (delayMs: number): void => {
    timer = setTimeout(() => {
      look()
        .catch(() => undefined) // the store is away: pages keep what they show, the next look tries again
        .finally(() => (listeners.size > 0 ? lookAgain(intervalMs) : (timer = undefined)));
    }, delayMs);
  };

  const closed = new Subject<void>();
  const changes = new Observable<FleetChange>((subscriber) => {
    const tell = (change: FleetChange): void => subscriber.next(change);
    for (const change of seen.values()) tell(change);
    listeners.add(tell);
    if (timer === undefined) lookAgain(0);
    return () => listeners.delete(tell);
  });
  return { changes: changes.pipe(takeUntil(closed)), close: () => closed.next() };
}

const changeOf = ({ model, headline, decision_id, window }: FleetModel): FleetChange => ({
  model,
  headline: headline ?? '',
  decision_id: decision_id ?? '',
  window: window ?? 0,
});
