import { describe, expect, test } from '@jest/globals';
import { EPOCH, HOUR, testContract } from '../judge/testing/contract.js';
import { applied, contrast, report, serving, traffic } from '../judge/testing/report.js';
import type { Report } from '../report/report.js';
import { argo } from './argo.js';
import { calendarRetrain } from './calendar.js';
import { changedWithinDay } from './changed-within-day.js';
import { confidenceSequence } from './confidence-sequence.js';
import { decideBy } from './decide.js';
import { kayenta } from './kayenta.js';
import type { PolicyMaker } from './policy.js';

const released = applied(2, 'release', { release: 'r1', version: 'v2', target: 'v1', share: 0.1 });
/** What a policy does about traffic or the model in each of some reports. */
const said = ({ create }: PolicyMaker, reports: readonly Report[]): string[] => {
  const policy = create(testContract());
  return reports.map((one) => {
    const { traffic: on, model, people } = policy(one);
    return [on[0]!.do, model[0]!.do, people[0]!.do].join(' ');
  });
};
const QUIET = 'continue keep none';

/** Reports of a release whose candidate and control have these errors of a thousand, everywhere together. */
const canary = (windows: number, errors: number, controlErrors = 5): Report[] =>
  Array.from({ length: windows }, (_, i) =>
    report(i, {
      ledger: i === 0 ? [released] : [],
      serving: [
        serving({ region: 'all', role: 'candidate', version: 'v2', n: 1_000, errors }),
        serving({ region: 'all', role: 'control', n: 1_000, errors: controlErrors }),
      ],
      contrasts: [contrast('error', [1_000, errors, 1_000, controlErrors])],
    }),
  );

describe('a calendar', () => {
  test('retrains once a week from the first window on', () => {
    const hours = Array.from({ length: 15 * 24 }, (_, i) => report(i));
    const due = said(calendarRetrain, hours).flatMap((one, i) => (one.includes('retrain') ? [i] : []));
    expect(due).toEqual([7 * 24 - 1, 14 * 24 - 1]);
  });
});

describe('an analysis of the candidate alone', () => {
  test('aborts with the fourth window below 95 %, however badly the control does', () => {
    expect(said(argo, canary(5, 80, 80)).map((one) => one.split(' ')[0])).toEqual([
      'continue',
      'continue',
      'continue',
      'rollback',
      'rollback',
    ]);
  });
  test('does not see a candidate ten times worse above 95 %', () => {
    expect(new Set(said(argo, canary(20, 40, 4)))).toEqual(new Set([QUIET]));
  });
});

describe('rank sums of windows', () => {
  test('fail a candidate that is worse in each of twelve windows, and pass one that is alike', () => {
    expect(said(kayenta, canary(12, 30, 5)).at(-1)).toBe('rollback keep none');
    expect(new Set(said(kayenta, canary(30, 5, 5)))).toEqual(new Set([QUIET]));
  });
});

describe('a confidence sequence', () => {
  // 1.2 % against .5 % is an odds ratio of 2.4: far outside the margin of 1.1 after 20 000 units of each.
  test('leaves the margin behind in the end, and stays inside it for equal rates', () => {
    expect(said(confidenceSequence, canary(20, 12, 5)).at(-1)).toBe('rollback keep none');
    expect(new Set(said(confidenceSequence, canary(60, 5, 5)))).toEqual(new Set([QUIET]));
  });
});

describe('whatever changed within 24 hours', () => {
  const bad = (i: number, parts: Partial<Report> = {}): Report =>
    report(i, { serving: traffic({ region: 'all', errors: 100 }), ...parts });
  const good = (i: number, parts: Partial<Report> = {}): Report =>
    report(i, { serving: traffic({ region: 'all' }), ...parts });

  test('is taken back when something alarms twice, and people are paged', () => {
    const reports = [good(0), good(1, { ledger: [released] }), bad(2), bad(3)];
    expect(said(changedWithinDay, reports)).toEqual([QUIET, QUIET, QUIET, 'rollback keep page']);
  });
  test('pages alone when the last change is older', () => {
    const quiet = Array.from({ length: 30 }, (_, i) => good(i, i === 1 ? { ledger: [released] } : {}));
    expect(said(changedWithinDay, [...quiet, bad(30), bad(31)]).at(-1)).toBe('continue keep page');
  });
});

describe('decisions of a policy', () => {
  test('come when what it says changes, about the release the ledger tells of', () => {
    const decide = decideBy(argo.create(testContract()), testContract());
    const decisions = canary(6, 80).flatMap((one) => decide(one));
    expect(decisions.map(({ headline, release, window }) => [headline, release, window[0]])).toEqual([
      ['HOLD', 'r1', EPOCH],
      ['ROLLBACK', 'r1', EPOCH + 3 * HOUR],
    ]);
  });
});
