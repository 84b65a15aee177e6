import { describe, expect, it } from '@jest/globals';
import type { Decision } from './decision.js';
import type { DecisionRecord } from './decision-record.js';
import { paragraphOf } from './paragraph.js';

const rollback: DecisionRecord = {
  decision_id: '7f3a0c1e5b2d9a84',
  incident_id: 'a'.repeat(16),
  model: 'flights',
  seq: 12,
  evidence_id: 'e',
  evidence_seq: 430,
  release: 'a1b2',
  release_epoch: 3,
  versions: { candidate: 'v2', serving: 'v1' },
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
  guarantee:
    'a release within the margin is ever rolled back by contrast with probability at most 0.5 % (G1)',
  automation: { validate: 'auto', promote: 'auto', rollback: 'auto', quarantine: 'auto', retrain: 'auto' },
  alpha: { start: 1, rollback: 0.003, pause: 0.03 },
  contract_digest: 'c',
  policy_version: 1,
  heartbeat: false,
  replay: 'checkride replay 7f3a0c1e5b2d9a84',
};

describe('the paragraph of a rollback', () => {
  const text = paragraphOf(rollback);

  it('begins with what, whose, from which version to which, and when', () => {
    expect(text).toMatch(/^ROLLBACK · flights v2 → v1 · 2001-02-19 03:00 UTC\. /);
  });

  it('tells where and by how much, of each version by its name, from the counts of the record', () => {
    expect(text).toContain(
      'In region west wrong answers: 36 % of 1 812 units of v2, 21 % of 16 290 units of v1 beside it; odds up to 1.1 times as high would be within the margin.',
    );
  });

  it('tells since when, and how certain it is in words that need no logarithm', () => {
    expect(text).toContain('Seen since the release began, 2001-02-18 12:00.');
    // e^6.432 = 621.4 and e^5.795 = 328.7, to two digits.
    expect(text).toContain(
      'How sure: a worse candidate explains it 620 times better than chance, 330 is enough (ln E 6.43 against 5.79, exact). A release within the margin',
    );
  });

  it('tells why not the others, what was hit, what comes next and how to undo it', () => {
    expect(text).toContain('Not retrain: what is wrong now would be learnt.');
    expect(text).toContain('v2 has given 1 690 answers to 1 690 units.');
    expect(text).toContain(
      'Next: all traffic goes back to v1, by itself. Undo: checkride override 7f3a0c1e5b2d9a84 --reason ….',
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

  it('names the command that does it where the contract only writes it down', () => {
    const dry = paragraphOf({ ...rollback, automation: { ...rollback.automation, rollback: 'dry-run' } });
    expect(dry).toContain(
      'Next: written down only (dry-run); to have it done, checkride rollback flights --to v1 --reason …: all traffic goes back to v1.',
    );
    expect(dry).toContain('Undo: nothing was changed; if it is wrong, checkride override');
  });

  it('says an action and its reason once where several actions have the same', () => {
    const because = 'no release is in flight';
    const twice = paragraphOf({
      ...rollback,
      why_not: [
        { action: 'rollback', because },
        { action: 'promote', because },
      ],
    });
    expect(twice).toContain('Not rollback, not promote: no release is in flight.');
  });
});

describe('the paragraph of a break in one version alone', () => {
  const broken: DecisionRecord = {
    ...rollback,
    headline: 'HOLD',
    rule: 'T7',
    reason: 'shared_break',
    versions: { candidate: null, serving: 'v1' },
    target: null,
    changes: [],
    vector: {
      traffic: [{ do: 'hold', scope: ['all'], rule: 'T7', reason: 'shared_break' }],
      data: [],
      model: [],
      people: [{ do: 'page', scope: ['all'], rule: 'T7', reason: 'shared_break' }],
    },
    evidence: [
      {
        rule: 'T7',
        stream: 'error of the control',
        scope: ['all'],
        statistic: 'log_e',
        value: 15.2,
        threshold: 15,
        kind: 'exact',
        counts: { n: 120, k: 45, allowed: 0.01 },
      },
    ],
  };
  const text = paragraphOf(broken);

  it('tells the rate, what is allowed, and between which times it began', () => {
    expect(text).toContain(
      'Errors everywhere: 37.5 % of 120 answers of v1 in the last window (1 % allowed), in every version that answers, and no change of ours explains it.',
    );
    expect(text).toContain('It began between 2001-02-18 12:00 and 2001-02-19 03:00.');
  });

  it('says that releases wait, and how they may start all the same', () => {
    expect(text).toContain(
      'Undo: nothing was changed, but releases wait; checkride override 7f3a0c1e5b2d9a84 --reason … lets them start.',
    );
  });
});

describe('the paragraph of a broken input', () => {
  const broken: DecisionRecord = {
    ...rollback,
    headline: 'FIX_DATA',
    rule: 'T3',
    scope: ['region=eu', 'source=web'],
    reason: 'inputs_broken_in_region',
    versions: { candidate: null, serving: 'v1' },
    target: null,
    vector: {
      traffic: [],
      data: [
        {
          do: 'quarantine',
          scope: ['region=eu', 'source=web'],
          rule: 'T3',
          reason: 'inputs_broken_in_region',
        },
      ],
      model: [],
      people: [],
    },
    evidence: [
      {
        rule: 'T3',
        stream: 'null.visits',
        scope: ['region=eu'],
        statistic: 'windows_bad',
        value: 5,
        threshold: null,
        kind: 'exact',
        counts: { from: 1, last_bad: 5, n: 57, k: 41, limit: 0.012 },
      },
    ],
  };

  it('tells which rows show it, where, and what is usual', () => {
    expect(paragraphOf(broken)).toContain(
      'Visits has missing values in 71.9 % of 57 rows in region eu (at most 1.2 % is usual) and nowhere else',
    );
  });

  it('tells of the region alone although the check of all rows is open too', () => {
    const [own] = broken.evidence;
    const both = own ? [{ ...own, scope: ['all'], value: 6 }, own] : [];
    expect(paragraphOf({ ...broken, evidence: both })).toContain('57 rows in region eu (at most');
  });

  it('tells for how many windows, and how rare a bad one is by chance', () => {
    expect(paragraphOf(broken)).toContain(
      'How sure: bad in 5 windows, each of which chance makes bad less than once in a thousand (exact).',
    );
  });
});
