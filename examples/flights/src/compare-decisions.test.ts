import { describe, expect, it } from '@jest/globals';
import { compareDecisions, type MadeDecision } from './compare-decisions.js';
import type { ExpectedDecision } from './story.js';

const rollback: ExpectedDecision = {
  id: 'rollback',
  what: 'the release is taken out',
  headline: 'ROLLBACK',
  rules: ['T5'],
  scope: ['all', 'region=*'],
  earliest: '2001-02-17T00:00:00Z',
  latest: '2001-02-19T00:00:00Z',
  at_least: 1,
  at_most: 2,
};
const story = { expected: [rollback], from: '2001-02-01', until: '2001-03-01' };

const made = (changed: Partial<MadeDecision> = {}): MadeDecision => ({
  decision_id: 'd1',
  headline: 'ROLLBACK',
  rule: 'T5',
  scope: ['all'],
  window: '2001-02-18T06:00:00.000Z',
  because: 'It is worse.',
  ...changed,
});

describe('decisions beside the story', () => {
  it('are exactly the expected ones when each fits an entry and no entry lacks any', () => {
    expect(compareDecisions([made()], story)).toEqual({
      ok: true,
      met: [{ id: 'rollback', what: 'the release is taken out', decisions: ['d1'] }],
      missing: [],
      unexpected: [],
    });
  });

  it('fail by name when one is missing', () => {
    const { ok, missing } = compareDecisions([], story);
    expect(ok).toBe(false);
    expect(missing).toEqual([expect.stringMatching(/^rollback: ROLLBACK by T5 .* came 0 times/)]);
  });

  it.each([
    ['headline', { headline: 'PAUSE' }],
    ['rule', { rule: 'T4' }],
    ['scope', { scope: ['all', 'carrier=AA'] }],
    ['moment before', { window: '2001-02-16T23:00:00.000Z' }],
    ['moment after', { window: '2001-02-19T01:00:00.000Z' }],
  ])('fail by name when one has another %s', (_, changed) => {
    const { ok, unexpected } = compareDecisions([made(), made({ decision_id: 'd2', ...changed })], story);
    expect(ok).toBe(false);
    expect(unexpected).toEqual([expect.stringContaining('(d2) is not in the story')]);
  });

  it('may name any value of a segment that the story leaves open', () => {
    expect(compareDecisions([made({ scope: ['region=west'] })], story).ok).toBe(true);
  });

  it('fail when one comes more often than the story allows', () => {
    const { unexpected } = compareDecisions(
      ['d1', 'd2', 'd3'].map((decision_id) => made({ decision_id })),
      story,
    );
    expect(unexpected).toEqual([expect.stringContaining('(d3)')]);
  });

  it('need not hold what lies outside the time that is played', () => {
    expect(compareDecisions([], { ...story, until: '2001-02-18' }).ok).toBe(true);
    expect(compareDecisions([], { ...story, from: '2001-02-18' }).ok).toBe(true);
  });
});
