import { describe, expect, it } from '@jest/globals';
import { answersIn, impactOf, withTouched } from './impact.js';
import type { Incident, JudgeState } from './state.js';
import { report, serving, traffic } from './testing/report.js';

const incident: Incident = {
  id: 'i1',
  rules: ['T7'],
  scope: ['region=west'],
  source: null,
  onset: null,
  opened_at: 0,
  seen_at: 0,
  seen_seq: 1,
  closed_at: null,
};
const world = { release: null } as JudgeState['world'];

describe('whom a decision is about', () => {
  it('is the live answers of its scope, sums over all regions and shadow left out', () => {
    const cells = [
      ...traffic(),
      serving({ region: 'all', n: 700, units: 700 }),
      serving({ version: 'v9', role: 'shadow', region: 'west', n: 50, units: 50 }),
    ];
    expect(answersIn(report(1, { serving: cells }), ['all'])).toEqual({ predictions: 700, units: 700 });
    expect(answersIn(report(1, { serving: cells }), ['region=west'])).toEqual({
      predictions: 120,
      units: 120,
    });
  });

  it('grows with every window while the incident is open, and no longer once it is closed', () => {
    const twice = withTouched(withTouched(incident, report(1)), report(2));
    expect(twice.touched).toEqual([240, 240]);
    expect(withTouched({ ...twice, closed_at: 5 }, report(3)).touched).toEqual([240, 240]);
    const about = { rule: 'T7', scope: ['region=west'], incident: 'i1' };
    expect(impactOf({ world, incidents: [twice] }, report(3), about)).toEqual({
      predictions: 240,
      units: 240,
    });
  });

  it('is all that the candidate has answered where the candidate is what is wrong', () => {
    const release = { predictions: 1690, units: 1600 } as JudgeState['world']['release'];
    const of = (rule: string) =>
      impactOf({ world: { ...world, release }, incidents: [] }, report(1), {
        rule,
        scope: ['all'],
        incident: null,
      });
    expect(of('T5')).toEqual({ predictions: 1690, units: 1600 });
    expect(of('T7')).toEqual({ predictions: 700, units: 700 });
  });
});
