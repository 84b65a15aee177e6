import { describe, expect, it } from '@jest/globals';
import { live, NO_HISTORY, told } from './testing/history.js';
import { applied, report, traffic } from './testing/report.js';

const RELEASED_AT = 40;
const failing = traffic().map((cell) => ({ ...cell, version: 'v2', errors: Math.round(cell.n * 0.2) }));

describe('alarms of a version that answered alone', () => {
  it('end with the rollback that cured the break laid at its release', () => {
    const broken = live(
      live(NO_HISTORY, RELEASED_AT, (index) => report(index)),
      10,
      (index) =>
        report(index, {
          serving: failing,
          ledger:
            index === RELEASED_AT ? [applied(2, 'complete', { version: 'v2', release: 'r1', share: 1 })] : [],
        }),
    );
    expect(told(broken).at(-1)).toBe('ROLLBACK T4 break_after_own_change');
    const cured = live(broken, 12, (index) =>
      report(index, {
        ledger: index === RELEASED_AT + 10 ? [applied(3, 'rollback', { version: 'v2', target: 'v1' })] : [],
      }),
    );
    expect(told(cured).filter((line) => line.includes(' T7 '))).toEqual([]);
  });
});
