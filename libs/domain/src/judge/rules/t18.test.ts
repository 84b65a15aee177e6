import { describe, expect, it } from '@jest/globals';
import type { LedgerEntry } from '../../lifecycle/ledger.js';
import type { Report } from '../../report/report.js';
import { cohortOf, live, NO_HISTORY, quietHour, type History } from '../testing/history.js';
import { applied, cohorts, contrast, traffic } from '../testing/report.js';

const RELEASED_AT = 24 * 16;
const LEAKS_FROM = RELEASED_AT + 30;
const loss = (index: number): number => (0.15 * (100 + (index % 7))) / 103;
const before = live(NO_HISTORY, RELEASED_AT, (index) =>
  quietHour(index, { cohorts: index < 12 ? [] : cohorts(cohortOf(index), { loss: loss(index) }) }),
);

/** v2 from RELEASED_AT on, at all traffic; 18 hours later its loss is three times what it was. */
const released = (
  hours: number,
  entries: readonly LedgerEntry[],
  parts: (index: number) => Partial<Report>,
) =>
  live(before, hours, (index) =>
    quietHour(index, {
      serving: traffic({ version: 'v2', role: 'candidate' }),
      cohorts:
        index < RELEASED_AT + 12
          ? []
          : cohorts(cohortOf(index), {
              version: 'v2',
              role: 'candidate',
              loss: index < LEAKS_FROM ? loss(index) : 3 * loss(index),
            }),
      ledger: index === RELEASED_AT ? entries : [],
      ...parts(index),
    }),
  );
const saidBy = ({ decisions }: History) =>
  decisions.filter(
    ({ vector, heartbeat }) =>
      !heartbeat && [...vector.traffic, ...vector.people].some(({ rule }) => rule === 'T18'),
  );

const lastStep = applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 2, share: 1 });
const complete = applied(3, 'complete', { version: 'v2', release: 'r1', share: 1 });

describe('T18, harm that shows after the last step', () => {
  // Doubt at pause level (ln E between 3.49 and 5.80) in four hours of the holdback, as in the tests of T16.
  const doubt = (index: number): Partial<Report> => {
    const k = [4, 4, 4, 3][index - RELEASED_AT - 2];
    return {
      serving: [
        ...traffic({ version: 'v2', role: 'candidate' }),
        ...traffic({ version: 'v1', role: 'holdback', n: 30 }),
      ],
      contrasts: k === undefined ? [] : [contrast('error', [70, k, 600, 6])],
    };
  };

  it('is rolled back while the holdback lasts and its contrast stands at pause level', () => {
    const [decision] = saidBy(released(40, [lastStep], doubt));
    expect(decision).toMatchObject({
      headline: 'ROLLBACK',
      reason: 'late_harm',
      target: { version: 'v1' },
      vector: { traffic: [{ do: 'rollback', scope: ['all'] }], people: [{ do: 'page' }] },
      changes: [],
    });
    expect(decision?.evidence.map(({ rule, stream }) => [rule, stream]).slice(0, 2)).toEqual([
      ['T18', 'error'],
      ['T18', 'total risk'],
    ]);
  });

  it('is not rolled back by the risk alone, nor without a holdback', () => {
    expect(saidBy(released(40, [lastStep], (index) => ({ ...doubt(index), contrasts: [] })))).toEqual([]);
    expect(
      saidBy(
        released(40, [lastStep], (index) => ({
          ...doubt(index),
          serving: traffic({ version: 'v2', role: 'candidate' }),
        })),
      ),
    ).toEqual([]);
  });

  const rescored =
    (worse: number, better: number) =>
    (index: number): Partial<Report> => ({
      counterfactuals:
        index === RELEASED_AT + 34
          ? [{ over: [0, 1], newer: 'v2', older: 'v1', newer_worse: worse, older_worse: better }]
          : [],
    });

  it('pages when the release is complete and rows scored again say that the version before was better', () => {
    const [decision] = saidBy(released(40, [lastStep, complete], rescored(60, 20)));
    expect(decision?.vector).toMatchObject({ people: [{ do: 'page', rule: 'T18' }] });
    // (1.2^60·0.8^20 + 1.4^60·0.6^20 + 1.6^60·0.4^20 + 1.8^60·0.2^20)/4, Python 3.11: ln = 9.247.
    expect(decision?.evidence.find(({ rule }) => rule === 'T18')?.value).toBeCloseTo(9.247456, 5);
  });

  it('does not page for rows that tell less than twenty to one', () => {
    expect(saidBy(released(40, [lastStep, complete], rescored(22, 20)))).toEqual([]);
  });

  it('leaves the champion its own profile when the release is rolled back', () => {
    const history = released(40, [lastStep], doubt);
    const back = live(history, 3, (index) =>
      quietHour(index, {
        cohorts: cohorts(cohortOf(index), { loss: loss(index) }),
        ledger:
          index === history.reports.length
            ? [applied(4, 'rollback', { version: 'v2', release: 'r1', target: 'v1' })]
            : [],
      }),
    );
    expect(back.state?.risk).toMatchObject({
      version: 'v1',
      learning: null,
      profile: { version: 'v1', strength: 'full' },
    });
  });
});
