import type { LedgerEntry } from './ledger.js';
import type { ControllerState, Deed } from './state.js';
import { patch, type Turn } from './turn.js';

/** Deeds remembered per model; of older decisions the ledger alone tells. */
const DEEDS_KEPT = 64;

const ACTIONS: ReadonlySet<string> = new Set<Deed['action']>([
  'rollback',
  'fallback',
  'drain',
  'quarantine',
  'retrain',
  'hold',
  'step',
]);

/** Keeps what this turn has applied as deeds of a decision, so that a person can take them back by its id. */
export function remember(turn: Turn, decision: string): void {
  const done = turn.effects.flatMap((effect): Deed[] =>
    effect.kind === 'entry' && effect.entry.cause.id === turn.cause.id && isDeed(effect.entry)
      ? [deedOf(effect.entry, decision)]
      : [],
  );
  if (done.length > 0) patch(turn, { deeds: [...turn.state.deeds, ...done].slice(-DEEDS_KEPT) });
}

const isDeed = ({ action, answer }: LedgerEntry): boolean => answer === 'applied' && ACTIONS.has(action);

const deedOf = ({ action, release, version, scope, range }: LedgerEntry, decision: string): Deed => ({
  decision,
  action: action as Deed['action'],
  release,
  version,
  scope,
  range,
});

/** What a decision brought about, newest first. */
export const deedsOf = ({ deeds }: ControllerState, decision: string): readonly Deed[] =>
  deeds.filter((deed) => deed.decision === decision).reverse();
