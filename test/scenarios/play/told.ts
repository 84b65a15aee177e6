import type { RuleId, Verdict } from '@checkride/domain/judge/verdict';
import type { LedgerAction } from '@checkride/domain/lifecycle/ledger';
import type { Played } from './play.js';
import type { Expected, Scenario } from './scenario.js';

/** What the machine may do of itself that somebody would have to take back. */
const LATCHED: ReadonlySet<LedgerAction> = new Set([
  'rollback',
  'fallback',
  'drain',
  'quarantine',
  'retrain',
]);
/** Rules that speak in every life of a model: releases advance, and nothing is the matter. */
const EVERYDAY: ReadonlySet<RuleId> = new Set(['T20', 'T22']);

const words = (axis: readonly { readonly do: string; readonly scope: readonly string[] }[]): string[] =>
  axis.map(({ do: action, scope }) => `${action} ${scope.join(' ')}`);

/** A verdict in the words of an expectation. */
const vectorOf = ({ traffic, data, model, people }: Verdict): Expected['vector'] => ({
  traffic: words(traffic),
  data: words(data),
  model: words(model),
  people: words(people),
});

/** What the controller did of itself because of decisions, in order, running repetitions once. */
const doneIn = ({ entries }: Played): LedgerAction[] =>
  entries
    .filter(
      ({ action, answer, cause }) => answer === 'applied' && cause.kind === 'decision' && LATCHED.has(action),
    )
    .map(({ action }) => action)
    .filter((action, i, all) => action !== all[i - 1]);

/** Every rule named on an axis of some decision, everyday ones left out. */
const rulesIn = ({ decisions }: Played): RuleId[] => [
  ...new Set(
    decisions.flatMap(({ vector: { traffic, data, model, people } }) =>
      [...traffic, ...data, ...model, ...people].map(({ rule }) => rule),
    ),
  ),
];

/** A play in the words of an expectation: the last decision by the rule, what was done, and who else spoke. */
export interface Seen extends Pick<Expected, 'vector'> {
  readonly headline: string;
  readonly done: readonly LedgerAction[];
  readonly others: readonly RuleId[];
}

/** What a play came to; undefined when the rule never led a decision. */
export function seenOf(played: Played, { expected }: Scenario): Seen | undefined {
  const { rule, beside = [] } = expected;
  const told = played.decisions.findLast((decision) => decision.rule === rule);
  if (!told) return undefined;
  const others = rulesIn(played).filter(
    (other) => other !== rule && !EVERYDAY.has(other) && !beside.includes(other),
  );
  return { headline: told.headline, vector: vectorOf(told.vector), done: doneIn(played), others };
}

/** What a scenario expects, in the same words. */
export const expectedOf = ({ expected: { headline, vector, done = [] } }: Scenario): Seen => ({
  headline,
  vector,
  done,
  others: [],
});

/** The story as a reader of the timeline sees it: window, headline, rule, scope, reason and vector of each decision. */
export const storyOf = ({ decisions }: Played): string[] =>
  decisions.map(({ window, headline, rule, scope, reason, vector }) =>
    [
      `  ${new Date(window[0]).toISOString()} ${headline} ${rule} ${scope.join(' ')}: ${reason}`,
      JSON.stringify(vectorOf(vector)),
    ].join(' '),
  );
