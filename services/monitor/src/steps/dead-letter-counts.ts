import type { ModelContract } from '@checkride/domain/contract/contract';
import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import { byText } from './evidence.js';

/** A dead letter as the monitor remembers it. */
export type CountedLetter = Pick<DeadLetter, 'topic' | 'model' | 'reason' | 'appended_at'>;

/** Topics a contract names. */
export const topicsOf = ({ source }: ModelContract): string[] => [
  ...new Set(
    [source.predictions, source.labels, source.outcomes, source.exposures, source.changes].filter(
      (topic): topic is string => topic !== undefined,
    ),
  ),
];

/** Whether a dead letter concerns a model: it names it, or names none and stood on one of its topics. */
export const concerns = (letter: CountedLetter, contract: ModelContract): boolean =>
  letter.model === contract.model || (letter.model === null && topicsOf(contract).includes(letter.topic));

/** Reason of a letter; behind its topic unless it stood where answers do, since answers are what a model is judged by. */
const wordOf = ({ topic, reason }: CountedLetter, { source }: ModelContract): string =>
  topic === source.predictions ? reason : `${topic}.${reason}`;

/** Dead letters of a model by reason that arrived in [from, until) ms. */
export function deadLetterCounts(
  letters: Iterable<CountedLetter>,
  contract: ModelContract,
  from: number,
  until: number,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const letter of letters)
    if (letter.appended_at >= from && letter.appended_at < until && concerns(letter, contract))
      counts.set(wordOf(letter, contract), (counts.get(wordOf(letter, contract)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b)));
}
