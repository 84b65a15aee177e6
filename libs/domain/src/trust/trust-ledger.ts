import { alphaOfStart } from '@checkride/statistics/contrast/alpha-ledger';
import type { ModelContract } from '../contract/contract.js';
import type { LedgerAction, LedgerEntry } from '../lifecycle/ledger.js';
import type { Window } from '../window.js';

/** Kinds of automatic action that a promise is made about, and the ledger's words for them. */
const PROMISED_ACTIONS = {
  rollback: ['rollback', 'fallback'],
  'hold or drain': ['hold', 'drain'],
  data: ['quarantine'],
  retrain: ['retrain'],
} as const satisfies Readonly<Record<string, readonly LedgerAction[]>>;

export type PromisedAction = keyof typeof PROMISED_ACTIONS;

/** What was done by itself of one kind, what people took back of it, and how that compares with the promise. */
export interface ActionRecord {
  readonly action: PromisedAction;
  readonly taken: number;
  /** Written down only, since the contract says dry-run. */
  readonly dry_run: number;
  /** Of both, those a person overrode: the measured false actions. */
  readonly overridden: number;
  /** False actions the promise allows in the time (rollbacks: for the releases) looked at. */
  readonly promised: number;
}

/** A person's word that a decision was wrong. */
export interface OverrideRecord {
  readonly decision: string;
  /** Tick (ms) under which it was overridden; null before the first. */
  readonly at: number | null;
  readonly actor: string;
  readonly reason: string;
  /** What the decision had done by itself; empty when it was a person's or only written down. */
  readonly actions: readonly PromisedAction[];
}

/** The error a release may still spend: its current start, the shares of it, and what all starts so far have used. */
export interface AlphaRecord {
  readonly release: string;
  readonly version: string | null;
  readonly start: number;
  readonly rollback: number;
  readonly pause: number;
  /** Of the α of a rollback, promised and used up by starts so far; never more than all of it. */
  readonly promised: number;
  readonly spent: number;
}

/** How far a model's automatic actions can be trusted: what was promised, and what people found false. */
export interface TrustLedger {
  readonly model: string;
  /** Event time looked at, ms; null before the first report. */
  readonly over: Window | null;
  readonly actions: readonly ActionRecord[];
  readonly overrides: readonly OverrideRecord[];
  /** Releases that began, and those of them that a decision was made in. */
  readonly begun: number;
  readonly releases: readonly AlphaRecord[];
}

/** The α of a start as decisions tell it: `start` from 1, and its shares for rolling back and for pausing. */
export interface AlphaStart {
  readonly release: string;
  readonly start: number;
  readonly rollback: number;
  readonly pause: number;
}

/** What a trust ledger is made from: a whole ledger in any order, and the starts that decisions have told of. */
export interface TrustParts {
  readonly model: string;
  readonly contract: ModelContract;
  readonly over: Window | null;
  readonly ledger: readonly LedgerEntry[];
  readonly alphas: readonly AlphaStart[];
}

/** The false-action ledger of one model (judge §2, Situations): the measured rate is of overrides, by decision and kind. */
export function trustLedger({ model, contract, over, ledger, alphas }: TrustParts): TrustLedger {
  const overrides = ledger
    .filter(({ action, answer }) => action === 'override' && answer === 'applied')
    .sort((a, b) => a.seq - b.seq);
  const wrong = new Set(overrides.flatMap((entry) => entry.overrides ?? []));
  const own = ledger.filter(({ automatic, cause }) => automatic && cause.kind === 'decision');
  const releases = releaseNames(ledger);
  return {
    model,
    over,
    actions: kinds.map((action) => {
      const taken = own.filter((entry) => entry.answer === 'applied' && isOf(action, entry));
      const dry = own.filter(
        ({ answer, reason, ...entry }) => answer === 'refused' && reason === 'dry_run' && isOf(action, entry),
      );
      return {
        action,
        taken: taken.length,
        dry_run: dry.length,
        overridden: new Set(
          [...taken, ...dry].flatMap(({ cause }) => (wrong.has(cause.id) ? [cause.id] : [])),
        ).size,
        promised: promisedOf(action, contract, over, releases.size),
      };
    }),
    overrides: overrides.map(({ at, cause, reason, overrides: decision = '' }) => ({
      decision,
      at,
      actor: cause.actor,
      reason,
      actions: kinds.filter((kind) =>
        own.some((entry) => entry.cause.id === decision && entry.answer === 'applied' && isOf(kind, entry)),
      ),
    })),
    begun: releases.size,
    releases: alphaRecords(alphas, releases, contract.signals.rollback.alpha),
  };
}

const kinds = Object.keys(PROMISED_ACTIONS) as PromisedAction[];

const isOf = (kind: PromisedAction, { action }: Pick<LedgerEntry, 'action'>): boolean =>
  (PROMISED_ACTIONS[kind] as readonly LedgerAction[]).includes(action);

/** Releases that began, and the version each is of. */
const releaseNames = (ledger: readonly LedgerEntry[]): ReadonlyMap<string, string | null> =>
  new Map(
    ledger.flatMap(({ action, answer, release, version }) =>
      action === 'release' && answer === 'applied' && release !== null ? [[release, version] as const] : [],
    ),
  );

const YEAR_MS = 31_557_600_000;
/** One false action of this kind in a model-year (judge §6). */
const A_YEAR = 1;

function promisedOf(
  action: PromisedAction,
  { signals }: ModelContract,
  over: Window | null,
  releases: number,
): number {
  if (action === 'rollback') return releases * signals.rollback.alpha;
  const years = over === null ? 0 : (over[1] - over[0]) / YEAR_MS;
  return years * (action === 'retrain' ? signals.retrain.false_per_year : A_YEAR);
}

function alphaRecords(
  alphas: readonly AlphaStart[],
  versions: ReadonlyMap<string, string | null>,
  promised: number,
): AlphaRecord[] {
  const releases = [...new Set(alphas.map(({ release }) => release))];
  return releases.flatMap((release): AlphaRecord[] => {
    const starts = alphas.filter((one) => one.release === release).sort((a, b) => a.start - b.start);
    const newest = starts.at(-1);
    if (!newest) return [];
    const spent = Array.from({ length: newest.start }, (_, i) => alphaOfStart(promised, i + 1));
    return [
      {
        ...newest,
        version: versions.get(release) ?? null,
        promised,
        spent: spent.reduce((sum, share) => sum + share, 0),
      },
    ];
  });
}
