import type { Decision } from '@checkride/domain/judge/decision';
import type { ExpectedDecision } from './story.js';

/** A decision reduced to what the story speaks of. */
export interface MadeDecision {
  readonly decision_id: string;
  readonly headline: string;
  readonly rule: string;
  readonly scope: readonly string[];
  readonly window: string;
}

/** Whether exactly the expected decisions were made. */
export interface Comparison {
  readonly ok: boolean;
  readonly met: readonly { readonly id: string; readonly decisions: readonly string[] }[];
  /** One sentence per expected decision that is missing or came too often. */
  readonly missing: readonly string[];
  /** One sentence per decision nobody expected. */
  readonly unexpected: readonly string[];
}

/** Decisions that ask for something: not HOLD, and not the daily repetition of one that stands. */
export function asked(decisions: readonly Decision[]): MadeDecision[] {
  return decisions
    .filter(({ headline, heartbeat }) => headline !== 'HOLD' && !heartbeat)
    .map(({ decision_id, headline, rule, scope, window }) => ({
      decision_id,
      headline,
      rule,
      scope,
      window: new Date(window[0]).toISOString(),
    }));
}

/** Matches decisions with the story; only entries whose latest moment lies before `until` (ISO) must have come. */
export function compareDecisions(
  made: readonly MadeDecision[],
  expected: readonly ExpectedDecision[],
  until: string,
): Comparison {
  const entries = expected.map((entry) => ({ entry, found: [] as string[] }));
  const unexpected: string[] = [];
  for (const decision of made) {
    const home = entries.find(({ entry, found }) => fits(decision, entry) && found.length < entry.at_most);
    if (home) home.found.push(decision.decision_id);
    else
      unexpected.push(
        `${decision.headline} by ${decision.rule} in ${decision.scope.join(', ')} at ${decision.window} (${decision.decision_id}) is not in the story`,
      );
  }
  const missing = entries
    .filter(
      ({ entry, found }) => Date.parse(entry.latest) <= Date.parse(until) && found.length < entry.at_least,
    )
    .map(
      ({ entry, found }) =>
        `${entry.id}: ${entry.headline} by ${entry.rules.join(' or ')} between ${entry.earliest} and ${entry.latest} came ${found.length} times, expected at least ${entry.at_least}`,
    );
  return {
    ok: missing.length === 0 && unexpected.length === 0,
    met: entries.map(({ entry, found }) => ({ id: entry.id, decisions: found })),
    missing,
    unexpected,
  };
}

const fits = (decision: MadeDecision, entry: ExpectedDecision): boolean =>
  decision.headline === entry.headline &&
  entry.rules.includes(decision.rule) &&
  decision.scope.every((word) => entry.scope.some((allowed) => covers(allowed, word))) &&
  Date.parse(decision.window) >= Date.parse(entry.earliest) &&
  Date.parse(decision.window) <= Date.parse(entry.latest);

const covers = (allowed: string, word: string): boolean =>
  allowed.endsWith('*') ? word.startsWith(allowed.slice(0, -1)) : word === allowed;
