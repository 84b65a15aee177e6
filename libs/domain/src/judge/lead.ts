import type { Axis, AxisName, Headline, Verdict } from './verdict.js';

const WORDS: Readonly<Record<Headline, readonly (readonly [AxisName, string])[]>> = {
  ROLLBACK: [['traffic', 'rollback']],
  PAUSE: [
    ['traffic', 'fallback'],
    ['traffic', 'drain'],
    ['traffic', 'hold'],
  ],
  FIX_DATA: [
    ['data', 'quarantine'],
    ['data', 'suspect'],
  ],
  RETRAIN: [['model', 'retrain']],
  PROMOTE: [['traffic', 'promote']],
  HOLD: [
    ['traffic', 'hold'],
    ['model', 'veto'],
    ['model', 'retrain'],
    ['model', 'watch'],
    ['people', 'page'],
    ['people', 'ticket'],
    ['model', 'keep'],
    ['traffic', 'continue'],
  ],
};

/** The statement a headline was taken from. */
export function leadStatement(verdict: Verdict, headline: Headline): Axis<string> | undefined {
  for (const [axis, action] of WORDS[headline]) {
    const statement = verdict[axis].find(({ do: done }) => done === action);
    if (statement) return statement;
  }
  return undefined;
}
