import type { Opinion } from './rule.js';
import type { Latch } from './state.js';
import type { RuleId } from './verdict.js';

const LEAST_WINDOWS = 3;

const sameMatch = (a: Opinion, b: Opinion): boolean => a.rule === b.rule && a.scope.join() === b.scope.join();

/** One rule's opinions in force: those it has now, and earlier ones that have not lasted three windows yet. */
export function inForce(
  latches: readonly Latch[],
  rule: RuleId,
  opinions: readonly Opinion[],
  seq: number,
): readonly Opinion[] {
  const lasting = latches
    .filter(({ since, opinion }) => opinion.rule === rule && seq - since < LEAST_WINDOWS)
    .map(({ opinion }) => opinion)
    .filter((earlier) => !opinions.some((opinion) => sameMatch(opinion, earlier)));
  return [...opinions, ...lasting];
}

/** The latches after a report: a match keeps its beginning, one that is no longer in force is gone. */
export function renewLatches(
  latches: readonly Latch[],
  standing: readonly Opinion[],
  seq: number,
): readonly Latch[] {
  return standing.map((opinion) => {
    const before = latches.find((latch) => sameMatch(latch.opinion, opinion));
    return { since: before?.since ?? seq, opinion };
  });
}

/** Latches without those of rules about a release: its evidence is gone when it ends or starts again. */
export const withoutRelease = (latches: readonly Latch[]): readonly Latch[] =>
  latches.filter(({ opinion }) => !RELEASE_RULES.has(opinion.rule));

const RELEASE_RULES: ReadonlySet<string> = new Set(['T4', 'T5', 'T6', 'T9', 'T16', 'T18']);
