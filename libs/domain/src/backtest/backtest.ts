import { canonicalJson } from '../canonical.js';
import type { ModelContract } from '../contract/contract.js';
import type { Decision } from '../judge/decision.js';
import { headlineOf, type Verdict } from '../judge/verdict.js';
import type { PolicyMaker } from '../policies/policy.js';
import type { Window } from '../window.js';
import { accountOf, type Account } from './account.js';
import { judgedCourse, policyCourse, type Course, type Said } from './said.js';

/** A window from which on the other way says something else than ours said. */
export interface Divergence {
  readonly at: number;
  readonly was: string;
  readonly instead: string;
}

/** What would have been decided on stored evidence, beside what was. */
export interface Backtest {
  readonly over: Window;
  readonly reports: number;
  /** Decisions that come out of the reports as they were, and of the other way; policies emit none. */
  readonly decisions: readonly Decision[];
  readonly decisions_instead: readonly Decision[];
  readonly was: Account;
  readonly instead: Account;
  readonly divergences: readonly Divergence[];
}

/** What to decide with instead; all absent: the same again. */
export interface Instead {
  readonly changed?: (contract: ModelContract) => ModelContract;
  readonly policy?: PolicyMaker;
}

/**
 * Decides again on the reports of a model's course, all of them in their order, and accounts for those from `since` (ms)
 * on. Open loop: the evidence is what the real releases left behind, whatever the other way would have done to them.
 * Undefined without a report since then.
 */
export function backtest(was: Course, since: number, instead: Instead): Backtest | undefined {
  const other = otherCourse(was, instead);
  const from = was.said.findIndex(({ report }) => report.window[1] > since);
  if (from < 0) return undefined;
  const before = was.said.slice(from);
  const after = other.said.slice(from);
  const recent = ({ window }: Decision): boolean => window[1] > since;
  return {
    over: [before[0]?.report.window[0] ?? 0, before.at(-1)?.report.window[1] ?? 0],
    reports: before.length,
    decisions: was.decisions.filter(recent),
    decisions_instead: other.decisions.filter(recent),
    was: accountOf(before, before, false),
    instead: accountOf(after, before, instead.policy !== undefined),
    divergences: divergencesOf(before, after),
  };
}

function otherCourse(was: Course, { changed, policy }: Instead): Course {
  const contract = was.said[0]?.report.policy?.contract;
  if (policy && contract) return policyCourse(policy, was, changed ? changed(contract) : contract);
  return changed
    ? judgedCourse(
        was.said.map(({ report }) => report),
        changed,
      )
    : was;
}

function divergencesOf(was: readonly Said[], instead: readonly Said[]): Divergence[] {
  let last = '';
  return was.flatMap((said, index): Divergence[] => {
    const other = instead[index];
    if (!other) return [];
    const pair = { was: inShort(said), instead: inShort(other) };
    const now = canonicalJson(pair);
    const told = now !== last && pair.was !== pair.instead;
    last = now;
    return told ? [{ at: said.report.window[1], ...pair }] : [];
  });
}

const inShort = ({ verdict, release }: Said): string => {
  const actions = (['traffic', 'data', 'model'] as const).flatMap((axis) =>
    verdict[axis].map(({ do: action, scope, rule }) => ({
      action,
      where: scope.includes('all') ? '' : ` ${scope.join(' ')}`,
      rule,
    })),
  );
  const said = actions.filter(({ action }) => !MILD.has(action));
  return [
    headlineOf(verdict, release !== null),
    ...said.map(({ action, where, rule }) => `${action}${where} (${rule})`),
  ].join(' ');
};

const MILD: ReadonlySet<string> = new Set<Verdict['traffic' | 'data' | 'model'][number]['do']>([
  'continue',
  'clean',
  'keep',
]);
