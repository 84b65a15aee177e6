import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../report/report.js';
import { HOUR, EPOCH } from '../testing/contract.js';
import { live, NO_HISTORY, told, type History } from '../testing/history.js';
import { applied, report, traffic } from '../testing/report.js';

const STEP_AT = 40;
const release = applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 0, share: 0.1 });
const bothFail = (share: number): Report['serving'] =>
  (['control', 'candidate'] as const).flatMap((role) =>
    traffic({ role, version: role === 'candidate' ? 'v2' : 'v1' }).map((cell) => ({
      ...cell,
      errors: Math.round(cell.n * share),
    })),
  );
const before = live(NO_HISTORY, STEP_AT, (index) => report(index));
const loaded = (hours: number, first = STEP_AT): History =>
  live(before, hours, (index) =>
    report(index, {
      serving: bothFail(index >= first ? 0.2 : 0),
      ledger: index === STEP_AT ? [release] : [],
    }),
  );

/** What follows when the ledger tells of the drain: the control alone, still failing or well again. */
const drained = (history: History, hours: number, share: number): History =>
  live(history, hours, (index) =>
    report(index, {
      serving: traffic({ role: 'control' }).map((cell) => ({ ...cell, errors: Math.round(cell.n * share) })),
      ledger:
        index === history.reports.length
          ? [applied(3, 'drain', { version: 'v2', release: 'r1', share: 0 })]
          : [],
    }),
  );

describe('T6, both roles break when the candidate gets traffic', () => {
  const broken = loaded(6);

  it('drains the candidate, learns nothing and pages', () => {
    expect(broken.decisions.at(-1)).toMatchObject({
      headline: 'PAUSE',
      rule: 'T6',
      reason: 'break_after_own_step',
      vector: { traffic: [{ do: 'drain' }], model: [{ do: 'veto' }], people: [{ do: 'page' }] },
      changes: [{ kind: 'release', at: EPOCH + STEP_AT * HOUR }],
    });
  });

  it('says who may be at fault and what comes next', () => {
    expect(broken.decisions.at(-1)?.paragraph).toContain('right after the candidate got traffic of its own');
    expect(broken.decisions.at(-1)?.paragraph).toContain('if the break goes on for two windows');
  });

  it('drains a candidate with too few rows to be heard alone, too', () => {
    const few = live(before, 6, (index) =>
      report(index, {
        serving: bothFail(0.2).map((cell) =>
          cell.role === 'candidate' ? { ...cell, n: 5, errors: 1 } : cell,
        ),
        ledger: index === STEP_AT ? [release] : [],
      }),
    );
    expect(told(few).at(-1)).toBe('PAUSE T6 break_after_own_step');
  });

  it('is T7 when the break began long after the step', () => {
    expect(told(loaded(20, STEP_AT + 14)).at(-1)).toBe('PAUSE T7 shared_break');
  });

  it('becomes T7 when the drain has not helped for two windows', () => {
    const still = drained(broken, 6, 0.2);
    expect(told(still).at(-1)).toBe('PAUSE T7 shared_break');
  });

  it('leaves the drained candidate to a person when the drain helped', () => {
    const healed = drained(broken, 30, 0);
    expect(told(healed).at(-1)).toBe('HOLD T22 waiting_approval');
  });

  it('is not held against whoever is well again after a drain that helped, however long it had lasted', () => {
    const healed = drained(loaded(20), 30, 0);
    expect(told(healed).slice(-2)).toEqual(['PAUSE T6 break_after_own_step', 'HOLD T22 waiting_approval']);
    expect(healed.state?.world.release).toMatchObject({ share: 0 });
  });
});
