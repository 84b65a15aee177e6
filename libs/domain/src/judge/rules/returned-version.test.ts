import { describe, expect, it } from '@jest/globals';
import { EPOCH, HOUR } from '../testing/contract.js';
import { live, NO_HISTORY, told, type History } from '../testing/history.js';
import { applied, report, traffic } from '../testing/report.js';

const BACK_AT = 40;
const back = applied(2, 'rollback', { version: 'v2', release: 'r1', target: 'v1', share: 0 });
const rolledBack = live(NO_HISTORY, BACK_AT + 1, (index) =>
  report(index, index === BACK_AT ? { ledger: [back] } : {}),
);

/** Hours in which some of each region's rows are of the version that was rolled back. */
const half = (history: History, hours: number, share: number, seq?: number): History =>
  live(history, hours, (index) =>
    report(index, {
      serving: [
        ...traffic().map((cell) => ({ ...cell, n: Math.round(cell.n * (1 - share)) })),
        ...traffic({ version: 'v2' }).map((cell) => ({ ...cell, n: Math.round(cell.n * share) })),
      ],
      ledger:
        seq !== undefined && index === history.reports.length
          ? [applied(seq, 'rollback', { version: 'v2', target: 'v1', share: 0 })]
          : [],
    }),
  );

describe('a version that was rolled back and answers again', () => {
  const quiet = live(rolledBack, 10, (index) => report(index));
  const again = half(quiet, 2, 0.5);

  it('is rolled back again at once, and somebody is called', () => {
    expect(again.decisions.at(-1)).toMatchObject({
      headline: 'ROLLBACK',
      rule: 'T1',
      reason: 'withdrawn_version_serves',
      target: { version: 'v1' },
      onset: [EPOCH + (BACK_AT + 11) * HOUR, EPOCH + (BACK_AT + 13) * HOUR],
      vector: { traffic: [{ do: 'rollback', scope: ['all'] }], people: [{ do: 'page' }] },
    });
    expect(again.decisions.at(-1)?.paragraph).toContain('answers are those of v2, which was rolled back');
  });

  it('is said once while it lasts, although the second rollback does not help', () => {
    expect(told(half(again, 12, 0.5, 3))).toEqual(told(again));
  });

  it('goes on through an hour of hardly any traffic', () => {
    const few = live(again, 4, (index) =>
      report(index, { serving: [...traffic({ n: 2 }), ...traffic({ version: 'v2', n: 1 })] }),
    );
    expect(told(few)).toEqual(told(again));
  });

  it('is over when it is gone', () => {
    expect(told(live(again, 6, (index) => report(index))).at(-1)).toBe('HOLD T22 quiet');
  });

  it('is not said of instances that need three windows to go, nor of fewer than .5 % of the answers', () => {
    expect(told(half(rolledBack, 2, 0.5))).toEqual(['HOLD T22 quiet']);
    expect(told(half(quiet, 6, 0.004))).toEqual(['HOLD T22 quiet']);
  });

  it('is not said once a person has lifted it', () => {
    const lifted = live(quiet, 1, (index) =>
      report(index, { ledger: [applied(3, 'lift', { version: 'v2' })] }),
    );
    expect(told(half(lifted, 4, 0.5))).toEqual(['HOLD T22 quiet']);
  });
});
