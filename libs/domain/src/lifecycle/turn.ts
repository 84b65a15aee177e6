import { transitionId } from '../ids.js';
import type { Effect } from './effect.js';
import type { LedgerAction, LedgerAnswer, LedgerEntry } from './ledger.js';
import type { ControllerState } from './state.js';

/** What caused a transition, as the ledger names it. */
export type Cause = LedgerEntry['cause'];

/** One input being folded: the state so far (replaced, never mutated) and the effects collected in order. */
export interface Turn {
  state: ControllerState;
  readonly effects: Effect[];
  /** Tick (window start, ms) the input falls under; null before the first. */
  readonly at: number | null;
  readonly cause: Cause;
  /** Entries written under this cause so far. */
  entries: number;
}

/** A turn that starts from a state. */
export const openTurn = (state: ControllerState, at: number | null, cause: Cause): Turn => ({
  state,
  effects: [],
  at,
  cause,
  entries: 0,
});

/** Lets something that was held back happen inside a tick, under its own cause. */
export function within(turn: Turn, cause: Cause, happen: (inner: Turn) => void): void {
  const inner: Turn = { state: turn.state, effects: turn.effects, at: turn.at, cause, entries: 0 };
  happen(inner);
  turn.state = inner.state;
}

/** Replaces members of the state. */
export function patch(turn: Turn, members: Partial<ControllerState>): void {
  turn.state = { ...turn.state, ...members };
}

/** The id of the next ledger entry: of the cause itself for its first entry, numbered from the second on. */
export function nextTransition(turn: Turn): string {
  const suffix = turn.entries === 0 ? '' : `#${turn.entries + 1}`;
  return transitionId(turn.state.model, `${turn.cause.id}${suffix}`);
}

type Told =
  | ('release' | 'version' | 'target' | 'step' | 'share' | 'scope' | 'range' | 'gates')
  | ('overrides' | 'trained');

/** Answers on the ledger. Members not told are those of the release in flight, everywhere, without range or gates. */
export function answer(
  turn: Turn,
  action: LedgerAction,
  outcome: LedgerAnswer,
  reason: string,
  told: Partial<Pick<LedgerEntry, Told>> = {},
): LedgerEntry {
  const { state } = turn;
  const release = state.release;
  const entry: LedgerEntry = {
    transition_id: nextTransition(turn),
    model: state.model,
    seq: state.ledger_seq + 1,
    at: turn.at,
    action,
    answer: outcome,
    reason,
    cause: turn.cause,
    automatic: turn.cause.kind !== 'command',
    release: release?.release ?? null,
    release_epoch: state.release_epoch,
    version: release?.version ?? null,
    target: null,
    step: release?.step ?? null,
    share: release?.share ?? null,
    route_revision: state.route?.revision ?? 0,
    scope: ['all'],
    range: null,
    gates: [],
    ...told,
  };
  turn.entries += 1;
  turn.effects.push({ kind: 'entry', entry });
  patch(turn, { ledger_seq: entry.seq });
  return entry;
}
