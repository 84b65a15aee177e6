import { describe, expect, it } from '@jest/globals';
import { inForce, renewLatches, withoutRelease } from './latches.js';
import type { Opinion } from './rule.js';

const match = (rule: 'T5' | 'T7', scope = ['all']): Opinion => ({
  rule,
  scope,
  reason: 'r',
  statements: [],
  evidence: [],
  onset: null,
});

describe('a match', () => {
  it('lasts three windows although it is gone in the next', () => {
    let latches = renewLatches([], [match('T7')], 10);
    const standing = [11, 12, 13].map((seq) => {
      const opinions = inForce(latches, 'T7', [], seq);
      latches = renewLatches(latches, opinions, seq);
      return opinions.length;
    });
    expect(standing).toEqual([1, 1, 0]);
  });

  it('keeps its beginning while it goes on', () => {
    const latches = renewLatches(renewLatches([], [match('T7')], 10), [match('T7')], 20);
    expect(latches).toMatchObject([{ since: 10 }]);
    expect(inForce(latches, 'T7', [], 21)).toEqual([]);
  });

  it('does not hold for another rule', () => {
    expect(inForce(renewLatches([], [match('T7')], 10), 'T5', [], 11)).toEqual([]);
  });

  it('about a release ends with it', () => {
    const latches = renewLatches([], [match('T5'), match('T7')], 10);
    expect(withoutRelease(latches).map(({ opinion }) => opinion.rule)).toEqual(['T7']);
  });
});
