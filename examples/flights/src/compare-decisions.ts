import type { Decision } from '@checkride/domain/judge/decision';
import { whatSentence } from '@checkride/domain/judge/what-sentence';
import type { ExpectedDecision, Story } from './story.js';

/** A decision reduced to what the story speaks of. */
export interface MadeDecision {
  readonly decision_id: string;
  readonly headline: string;
  readonly rule: string;
  readonly scope: readonly string[];
  /** Start of the window judged, ISO. */
  readonly window: string;
  /** What was seen, in a sentence. */
  readonly because: string;
}

/** Whether exactly the expected decisions were made. */
export interface Comparison {
  readonly ok: boolean;
  /** Entries of the story that decisions fit, with the ids of those. */
  readonly met: readonly {
    readonly id: string;
    readonly what: string;
    readonly decisions: readonly string[];
  }[];
  /** One sentence per expected decision that is missing or came too often. */
  readonly missing: readonly string[];
  /** One sentence per decision nobody expected. */
  readonly unexpected: readonly string[];
}

/** A decision in the story's terms. */
export const inStoryTerms = (decision: Decision): MadeDecision => ({
  decision_id: decision.decision_id,
  headline: decision.headline,
  rule: decision.rule,
  scope: decision.scope,
  window: new Date(decision.window[0]).toISOString(),
  because: whatSentence(decision),
});

/** Decisions that ask for something: not HOLD, and not the daily repetition of one that stands. */
export const asked = (decisions: readonly Decision[]): MadeDecision[] =>
  decisions.filter(({ headline, heartbeat }) => headline !== 'HOLD' && !heartbeat).map(inStoryTerms);

/** Matches decisions with a story; only entries whose whole span lies in the time that is played must have come. */
export function compareDecisions(
  made: readonly MadeDecision[],
  { expected, from, until }: Pick<Story, 'expected' | 'from' | 'until'>,
): Comparison {
  const played = ({ earliest, latest }: ExpectedDecision): boolean =>
    Date.parse(earliest) >= Date.parse(from) && Date.parse(latest) <= Date.parse(until);
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
    .filter(({ entry, found }) => played(entry) && found.length < entry.at_least)
    .map(
      ({ entry, found }) =>
        `${entry.id}: ${entry.headline} by ${entry.rules.join(' or ')} between ${entry.earliest} and ${entry.latest} came ${found.length} times, expected at least ${entry.at_least}`,
    );
  return {
    ok: missing.length === 0 && unexpected.length === 0,
    met: entries
      .filter(({ found }) => found.length > 0)
      .map(({ entry: { id, what }, found }) => ({ id, what, decisions: found })),
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
