import type { LedgerAction, LedgerEntry } from '../../lifecycle/ledger.js';
import type { Change } from '../../events/change.js';
import type { Policy } from '../../report/report.js';
import type { Scope } from '../../scope.js';
import { where } from '../figures.js';
import { pastRelease, type PastRelease } from './past-release.js';
import { newRelease, restarted, type ReleaseState } from './release.js';
import { observeRetraining, RETRAIN_START, type RetrainState } from './retraining.js';

/** The version that serves apart from a candidate, since when (ms), and the one before it. */
export interface Champion {
  readonly version: string;
  readonly since: number;
  readonly predecessor: string | null;
}

/** Something we did ourselves: a suspect for what happens next. `at` is the first window that can show it (ms). */
export interface OwnChange {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly scope: Scope;
  readonly summary: string;
  /** Why we did it, in the ledger's word; absent for what others announced. */
  readonly reason?: string;
}

/** What the judge believes of the world: the ledger's applied entries, and nothing else. */
export interface WorldState {
  readonly ledger_seq: number;
  readonly release_epoch: number;
  readonly release: ReleaseState | null;
  /** The release completed last, for 14 days. */
  readonly past: PastRelease | null;
  readonly champion: Champion | null;
  readonly retrain: RetrainState;
  /** Newest last, at most 16. */
  readonly changes: readonly OwnChange[];
  /** Versions rolled back and not lifted since: nobody goes back to them. */
  readonly withdrawn: readonly string[];
  /** Event time kept out of training by applied quarantines (ms). */
  readonly quarantined: readonly (readonly [number, number])[];
}

/** The world before any entry. */
export const WORLD_START: WorldState = {
  ledger_seq: 0,
  release_epoch: 0,
  release: null,
  past: null,
  champion: null,
  retrain: RETRAIN_START,
  changes: [],
  withdrawn: [],
  quarantined: [],
};

const CHANGES_KEPT = 16;
const WITHDRAWN_KEPT = 20;
const CHANGING = new Set([
  'release',
  'step',
  'resume',
  'drain',
  'rollback',
  'fallback',
  'complete',
  'contract',
]);

/** Folds the ledger part of a report; `from` is the start of its window, the first that can show what was applied. */
export function observeLedger(
  world: WorldState,
  entries: readonly LedgerEntry[],
  from: number,
  policy: Policy,
): WorldState {
  return [...entries]
    .sort((a, b) => a.seq - b.seq)
    .filter(({ seq }) => seq > world.ledger_seq)
    .reduce((state, entry) => foldEntry(state, entry, from, policy), world);
}

function foldEntry(world: WorldState, entry: LedgerEntry, from: number, policy: Policy): WorldState {
  const cooldown = policy.contract.signals.retrain.cooldown_ms;
  const heard = {
    ...world,
    ledger_seq: entry.seq,
    retrain: observeRetraining(world.retrain, entry, from, cooldown),
  };
  if (entry.answer !== 'applied') return heard;
  return {
    ...applied(heard, entry, from, policy),
    release_epoch: Math.max(world.release_epoch, entry.release_epoch),
  };
}

type Apply = (world: WorldState, entry: LedgerEntry, from: number, policy: Policy) => Partial<WorldState>;

const endRelease: Apply = (world, { scope, version, target }, from) => {
  if (!scope.includes('all')) return {};
  const others = world.withdrawn.filter((other) => other !== version && other !== target);
  const withdrawn = version === null ? others : [...others, version].slice(-WITHDRAWN_KEPT);
  return { release: null, past: null, withdrawn, champion: servedBy(world, target, from) };
};

/** What an applied entry means to the judge; actions that are not here mean nothing to it. */
const APPLY: Readonly<Partial<Record<LedgerAction, Apply>>> = {
  release: advanced,
  step: advanced,
  resume: advanced,
  drain: ({ release }, _entry, from, policy) => ({
    release: release && { ...restarted(release, policy, from), share: 0, drained_at: from },
  }),
  rollback: endRelease,
  fallback: endRelease,
  complete: (world, { version }, from) => ({
    release: null,
    past: world.release && pastRelease(world.release, from),
    champion: servedBy(world, version, from),
  }),
  quarantine: ({ quarantined }, { range }) => (range ? { quarantined: [...quarantined, range] } : {}),
  lift: ({ quarantined, withdrawn }, { range, version }) => ({
    withdrawn: withdrawn.filter((name) => name !== version),
    quarantined: quarantined.filter(([from, until]) => range === null || from < range[0] || until > range[1]),
  }),
};

function applied(world: WorldState, entry: LedgerEntry, from: number, policy: Policy): WorldState {
  const noted = CHANGING.has(entry.action) ? note(world, entry, from) : world;
  return { ...noted, ...APPLY[entry.action]?.(noted, entry, from, policy) };
}

function advanced(
  world: WorldState,
  entry: LedgerEntry,
  from: number,
  policy: Policy,
): Pick<WorldState, 'release' | 'champion'> {
  const { release, champion } = world;
  if (!champion || champion.version === entry.version || entry.release === null)
    return { release, champion: servedBy(world, entry.version, from) };
  if (release?.id !== entry.release)
    return { release: newRelease(entry, entry.target ?? champion.version, from, policy), champion };
  const approved = release.pause.on && !entry.automatic;
  const moved = {
    step: entry.step ?? release.step,
    share: entry.share ?? release.share,
    pause: { ...release.pause, approved: release.pause.approved || approved },
    drained_at: null,
  };
  const still = moved.step === release.step && moved.share === release.share;
  return { release: { ...release, ...moved, step_since: still ? release.step_since : from }, champion };
}

function servedBy({ champion }: WorldState, version: string | null, from: number): Champion | null {
  if (version === null || champion?.version === version) return champion;
  return { version, since: from, predecessor: champion?.version ?? null };
}

/** Notes what others announced to have changed of this model; the same announcement met twice is one. */
export function observeChanges(world: WorldState, changes: readonly Change[], model: string): WorldState {
  const known = new Set(world.changes.map(({ id }) => id));
  const heard = changes
    .filter((change) => change.model === model && !known.has(change.change_id))
    .map(({ change_id, kind, event_time, scope, summary }): OwnChange => ({
      id: change_id,
      kind,
      at: event_time,
      scope,
      summary,
    }));
  return heard.length === 0
    ? world
    : { ...world, changes: [...world.changes, ...heard].slice(-CHANGES_KEPT) };
}

function note(world: WorldState, entry: LedgerEntry, from: number): WorldState {
  const back = entry.action === 'rollback' && entry.target !== null;
  const version = entry.version === null ? '' : ` ${entry.version}${back ? ` → ${entry.target}` : ''}`;
  const share = entry.share === null || back ? '' : ` at ${Math.round(entry.share * 100)} %`;
  const only = entry.scope.includes('all') ? '' : ` ${where(entry.scope)}`;
  const change: OwnChange = {
    id: entry.transition_id,
    kind: entry.action,
    at: from,
    scope: entry.scope,
    summary: `${entry.action}${version}${share}${only}`,
    reason: entry.reason,
  };
  return { ...world, changes: [...world.changes, change].slice(-CHANGES_KEPT) };
}
