import { describe, expect, it } from '@jest/globals';
import { discordantPairs } from './answer-as-before.js';

describe('what both versions would have answered', () => {
  it('counts the rows on which only one is on the wrong side of the threshold', () => {
    const labels = [1, 1, 0, 0, 1];
    const newer = [0.9, 0.2, 0.8, 0.1, 0.6];
    const older = [0.8, 0.7, 0.1, 0.9, 0.55];
    // By hand: row 2 and 3 only the newer is wrong, row 4 only the older.
    expect(discordantPairs({ task: 'binary', threshold: 0.5 }, labels, newer, older)).toEqual({
      newer_worse: 2,
      older_worse: 1,
    });
  });

  it('counts, for a regression, the one farther from the truth; equal ones count for nobody', () => {
    expect(
      discordantPairs({ task: 'regression', threshold: 0.5 }, [10, 10, 10], [11, 9, 14], [12, 11, 10]),
    ).toEqual({ newer_worse: 1, older_worse: 1 });
  });
});
