import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../events/change.js';
import type { DriftCell, RecentDrift } from '../../report/cells.js';
import { EPOCH, HOUR, testContract, testPolicy } from '../testing/contract.js';
import { live, NO_HISTORY, told, type History } from '../testing/history.js';
import { applied, report } from '../testing/report.js';

const CHANGED_AT = 30;
const { labels, windows } = testContract();
/** Truth takes six days, so that drift that nobody announced is T14's until it is near. */
const slow = testPolicy({
  labels: labels && { ...labels, mature_after_ms: 144 * HOUR },
  windows: { ...windows, drift_ms: HOUR },
});

const quiet: RecentDrift = { psi: 0.01, psi_noise: 0.01, step_psi: 0.01, day_psi: 0.01 };
const moved = (index: number): RecentDrift =>
  index < CHANGED_AT || index > CHANGED_AT + 24
    ? quiet
    : { psi: 0.6, psi_noise: 0.01, step_psi: index === CHANGED_AT ? 0.7 : 0.02, day_psi: 0.5 };
const cell = (index: number, feature: string, source: string): DriftCell => ({
  feature,
  source,
  region: 'all',
  over: [EPOCH + (index - 1) * HOUR, EPOCH + index * HOUR],
  n: 700,
  psi: index < CHANGED_AT ? 0.02 : 0.5,
  psi_noise: 0.01,
  js: 0,
  ks: null,
  ks_noise: null,
  recent: moved(index),
});
const change = (more: Partial<Change> = {}): Change => ({
  change_id: 'autumn-prices',
  model: 'flights',
  kind: 'calendar',
  scope: ['all'],
  event_time: EPOCH + (CHANGED_AT - 0.5) * HOUR,
  summary: 'autumn prices',
  shares: null,
  ...more,
});
/** Inputs that move at hour 30 for good, and what was announced of it, if anything. */
const world = (hours: number, changes: Change[], toldAt = CHANGED_AT - 3): History =>
  live(NO_HISTORY, hours, (index) =>
    report(index, {
      policy: index === 0 ? slow : null,
      ledger: index === 0 ? [applied(1, 'release', { share: 1 })] : [],
      changes: index === toldAt ? changes : [],
      drift: index === 0 ? [] : [cell(index, 'distance', 'schedule'), cell(index, 'fare', 'billing')],
    }),
  );
const WEEK = 24 * 7;

describe('drift that somebody announced', () => {
  it('is kept, and nobody is told, for as long as it lasts', () => {
    const announced = world(WEEK, [change()]);
    expect(told(announced)).toEqual(['HOLD T22 quiet']);
    const last = announced.decisions.at(-1);
    expect(last).toMatchObject({ heartbeat: true, reason: 'announced', vector: { model: [{ do: 'keep' }] } });
    expect(last?.paragraph).toContain('was announced');
  });

  it('is kept too when the word comes after the deed', () => {
    const late = world(WEEK, [change()], CHANGED_AT + 20);
    expect(told(late).at(-1)).toBe('HOLD T22 announced');
  });

  it.each([
    ['of another kind', { kind: 'config' as const }],
    ['for another day', { event_time: EPOCH + (CHANGED_AT - 12) * HOUR }],
    ['of another input', { scope: ['feature=weather'] }],
  ])('is not explained by a change %s: suspect, then watch until labels come', (_, more) => {
    const said = told(world(WEEK, [change(more)]));
    expect(said).toContain('FIX_DATA T8 data_suspect');
    expect(said).toContain('HOLD T14 harm_unknown');
    expect(said.at(-1)).toBe('HOLD T22 harm_unknown');
  });

  it('is told apart by input: what was announced of billing says nothing of the schedule', () => {
    const half = world(WEEK, [change({ scope: ['source=billing'] })]);
    const suspect = half.decisions.find(({ rule }) => rule === 'T8');
    expect(suspect?.vector.data).toMatchObject([{ do: 'suspect', scope: ['feature=distance'] }]);
    const unknown = half.decisions.find(({ rule }) => rule === 'T14');
    expect(unknown?.evidence.filter(({ rule }) => rule === 'T14').map(({ stream }) => stream)).toEqual([
      'drift of distance',
      'answers to label',
    ]);
  });
});
