import { retrainAccounts, starts, type RetrainAccount } from './retrains.js';
import { rollbackAccounts, type RollbackAccount } from './rollbacks.js';
import type { Said } from './said.js';

/** What a way to decide would have asked for over the same evidence. Costs are in hours of the model's traffic. */
export interface Account {
  readonly rollbacks: readonly RollbackAccount[];
  /** Releases held or drained, ms in all. */
  readonly held_ms: number;
  readonly promotions: number;
  readonly quarantines: number;
  readonly retrains: readonly RetrainAccount[];
  readonly tickets: number;
  readonly pages: number;
  readonly cost: number;
}

/** Prices of the incident benchmark (hours of traffic): page, retraining, an hour of holding and the most of it a release, a disputed rollback. */
const PRICE = { page: 0.1, retrain: 0.5, held_hour: 0.05, held_most: 0.5, disputed_rollback: 1 } as const;
const HOUR_MS = 3_600_000;

/** The account of a course beside our judge's; a rollback that ours does not ask for too is disputed, and priced. */
export function accountOf(course: readonly Said[], judged: readonly Said[], blind: boolean): Account {
  const rollbacks = rollbackAccounts(course);
  const ours = new Set(rollbackAccounts(judged).map(({ release }) => release));
  const held = heldByRelease(course);
  const retrains = retrainAccounts(course, judged, blind);
  const people = (urgency: 'ticket' | 'page'): number =>
    starts(course, ({ verdict }) => verdict.people.some(({ do: action }) => action === urgency)).length;
  const pages = people('page');
  return {
    rollbacks,
    held_ms: [...held.values()].reduce((sum, ms) => sum + ms, 0),
    promotions: starts(course, ({ verdict }) =>
      verdict.traffic.some(({ do: action }) => action === 'promote'),
    ).length,
    quarantines: starts(course, ({ verdict }) =>
      verdict.data.some(({ do: action }) => action === 'quarantine'),
    ).length,
    retrains,
    tickets: people('ticket'),
    pages,
    cost: rounded(
      PRICE.page * pages +
        PRICE.retrain * retrains.length +
        PRICE.disputed_rollback * rollbacks.filter(({ release }) => !ours.has(release)).length +
        [...held.values()].reduce(
          (sum, ms) => sum + Math.min(PRICE.held_most, (PRICE.held_hour * ms) / HOUR_MS),
          0,
        ),
    ),
  };
}

const rounded = (cost: number): number => Math.round(cost * 1e6) / 1e6;

function heldByRelease(course: readonly Said[]): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { verdict, release, report } of course) {
    const standing = verdict.traffic.some(({ do: action }) => action === 'hold' || action === 'drain');
    if (release === null || !standing) continue;
    held.set(release, (held.get(release) ?? 0) + report.window[1] - report.window[0]);
  }
  return held;
}
