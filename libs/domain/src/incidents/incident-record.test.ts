import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../judge/decision.js';
import type { Axis, RuleId, Verdict } from '../judge/verdict.js';
import { incidentRecords } from './incident-record.js';

const axis = <A extends string>(action: A, rule: RuleId): Axis<A> => ({
  do: action,
  scope: ['all'],
  rule,
  reason: 'r',
});
const QUIET: Verdict = {
  traffic: [axis('continue', 'T22')],
  data: [axis('clean', 'T22')],
  model: [axis('keep', 'T22')],
  people: [axis('none', 'T22')],
};

/** The decision on window `seq`, of a minute. */
const decision = (seq: number, more: Partial<Decision>): Decision =>
  ({
    decision_id: `d${seq}`,
    incident_id: null,
    model: 'm',
    seq,
    window: [(seq - 1) * 60_000, seq * 60_000],
    headline: 'HOLD',
    rule: 'T22',
    scope: ['all'],
    vector: QUIET,
    impact: { predictions: 0, units: 0 },
    heartbeat: false,
    ...more,
  }) as Decision;
const broken: Verdict = { ...QUIET, data: [axis('quarantine', 'T7')], people: [axis('page', 'T7')] };
const found = (seq: number, more: Partial<Decision> = {}): Decision =>
  decision(seq, {
    incident_id: 'i',
    headline: 'FIX_DATA',
    rule: 'T7',
    vector: broken,
    impact: { predictions: seq * 100, units: seq * 90 },
    ...more,
  });

describe('an incident', () => {
  test('gathers what its decisions said, and is over when its rules are silent', () => {
    const [one, ...others] = incidentRecords([
      decision(1, {}),
      found(3),
      found(2),
      found(4, { heartbeat: true }),
      decision(6, {}),
    ]);
    expect(others).toEqual([]);
    expect(one).toEqual({
      incident_id: 'i',
      model: 'm',
      headline: 'FIX_DATA',
      rules: ['T7'],
      scope: ['all'],
      opened_at: 120_000,
      seen_at: 240_000,
      over_at: 360_000,
      first_decision: 'd2',
      newest_decision: 'd4',
      decisions: 2,
      pages: 2,
      tickets: 0,
      impact: { predictions: 400, units: 360 },
    });
  });

  test('lasts while a severer one leads the decisions and its own rule still speaks', () => {
    const both: Verdict = { ...broken, traffic: [axis('rollback', 'T5')] };
    const [newer, older] = incidentRecords([
      found(2),
      decision(3, { incident_id: 'j', headline: 'ROLLBACK', rule: 'T5', vector: both }),
    ]);
    expect(newer).toMatchObject({ incident_id: 'j', headline: 'ROLLBACK', over_at: null });
    expect(older).toMatchObject({ incident_id: 'i', over_at: null });
  });
});
