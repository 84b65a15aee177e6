import { describe, expect, it } from '@jest/globals';
import type { Decision } from './decision.js';
import type { DecisionRecord } from './decision-record.js';
import { paragraphOf } from './paragraph.js';

const rollback: DecisionRecord = {
  decision_id: '7f3a0c1e5b2d9a84',
  incident_id: null,
  model: 'flights',
  seq: 12,
  evidence_id: 'e',
  evidence_seq: 430,
  release: 'a1b2',
  release_epoch: 3,
  window: [982_548_000_000, 982_551_600_000],
  headline: 'ROLLBACK',
  rule: 'T5',
  scope: ['all'],
  reason: 'matured_loss_worse_than_control',
  vector: { traffic: [], data: [], model: [], people: [] },
  evidence: [
    {
      rule: 'T5',
      stream: 'matured_loss|region=west',
      scope: ['region=west'],
      statistic: 'log_e',
      value: 6.432,
      threshold: 5.795,
      margin: 1.1,
      kind: 'exact',
      counts: { candidate_n: 1812, candidate_k: 652, control_n: 16_290, control_k: 3421 },
    },
  ],
  onset: [982_497_600_000, 982_551_600_000],
  changes: [{ kind: 'release', id: 't', at: 982_497_600_000, summary: 'release v2 at 10 %' }],
  why_not: [{ action: 'retrain', because: 'what is wrong now would be learnt' }],
  impact: { predictions: 1690, units: 1690 },
  target: { version: 'v1', verified: true },
  guarantee: 'G1: a release within the margin is ever rolled back by contrast with probability at most 0.5 %',
  automation: { validate: 'auto', promote: 'auto', rollback: 'auto', quarantine: 'auto', retrain: 'auto' },
  alpha: { start: 1, rollback: 0.003, pause: 0.03 },
  contract_digest: 'c',
  policy_version: 1,
  heartbeat: false,
  replay: 'checkride replay 7f3a0c1e5b2d9a84',
};

describe('the paragraph of a rollback', () => {
  const text = paragraphOf(rollback);

  it('begins with what, whose, to which version, and when', () => {
    expect(text).toMatch(/^ROLLBACK · flights → v1 · release a1b2 · 2001-02-19 03:00 UTC\. /);
  });

  it('tells where and by how much, from the counts of the record', () => {
    expect(text).toContain("In region west the candidate's matured loss is 36 % of 1 812");
    expect(text).toContain('the version beside it 21 % of 16 290');
  });

  it('tells since when, which change lies there, and how certain it is', () => {
    expect(text).toContain(
      'Since 2001-02-18 12:00. Changes in that time: release v2 at 10 % (2001-02-18 12:00).',
    );
    expect(text).toContain('Certain: ln E 6.43 against 5.79, exact. G1: a release within the margin');
  });

  it('tells why not the others, what was hit, what comes next and how to undo it', () => {
    expect(text).toContain('Not retrain: what is wrong now would be learnt.');
    expect(text).toContain('1 690 predictions');
    expect(text).toContain(
      'Next: all traffic goes back to v1. Undo: checkride override 7f3a0c1e5b2d9a84 --reason ….',
    );
  });

  it('says that a person decides where the contract does not automate it', () => {
    const manual = paragraphOf({ ...rollback, automation: { ...rollback.automation, rollback: 'manual' } });
    expect(manual).toContain('a person approves (checkride approve flights 7f3a0c1e5b2d9a84)');
  });

  it('depends on nothing but the record', () => {
    const stored = JSON.parse(JSON.stringify({ ...rollback, paragraph: 'x' })) as Decision;
    expect(paragraphOf(stored)).toBe(text);
  });
});
