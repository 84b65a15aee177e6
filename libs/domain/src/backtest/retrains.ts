import type { Said } from './said.js';

/** A retraining somebody would order: on rows of [from, until) ms, and what our judge says about that. */
export interface RetrainAccount {
  /** End of the window in whose report it is asked for, ms. */
  readonly at: number;
  readonly kind: 'needed' | 'needless' | 'poisoned';
  /** Why: the rule that asks for it too, or that speaks against it. */
  readonly because: string;
}

const DAY_MS = 86_400_000;
/** Rows a retraining takes when nobody names them. */
const TRAINING_MS = 30 * DAY_MS;

/**
 * Whether each retraining of a course had a reason: poisoned when the data or labels are not clean at that moment, or
 * (`blind`, of a policy that quarantines nothing) when rows our judge quarantined are among those it learns from;
 * needed when our judge asks for one within a day of it; else needless.
 */
export function retrainAccounts(
  course: readonly Said[],
  judged: readonly Said[],
  blind: boolean,
): RetrainAccount[] {
  const wanted = judged.filter(({ verdict }) => verdict.model.some(({ do: action }) => action === 'retrain'));
  const quarantined = judged.flatMap(({ verdict, report }) =>
    verdict.data
      .filter(({ do: action }) => action === 'quarantine')
      .map(({ range }) => range ?? report.window),
  );
  return starts(course, ({ verdict }) => verdict.model.some(({ do: action }) => action === 'retrain')).map(
    (index): RetrainAccount => {
      const until = course[index]?.report.window[1] ?? 0;
      const ours = judged[index]?.verdict;
      const against =
        ours?.data.find(({ do: action }) => action !== 'clean') ??
        ours?.model.find(({ do: action }) => action === 'veto');
      if (against) return { at: until, kind: 'poisoned', because: `${against.rule} ${against.reason}` };
      const reason = wanted.find(({ report }) => Math.abs(report.window[1] - until) <= DAY_MS);
      const rule = reason?.verdict.model.find(({ do: action }) => action === 'retrain')?.rule;
      if (rule) return { at: until, kind: 'needed', because: rule };
      const among = blind && quarantined.find(([start, end]) => start < until && end > until - TRAINING_MS);
      return among
        ? { at: until, kind: 'poisoned', because: 'it learns from rows that were quarantined' }
        : { at: until, kind: 'needless', because: 'nothing new to learn was shown' };
    },
  );
}

/** Places of a course where something begins to be said. */
export const starts = (course: readonly Said[], says: (said: Said) => boolean): number[] =>
  course.flatMap((said, index) => {
    const before = course[index - 1];
    return says(said) && !(before && says(before)) ? [index] : [];
  });
