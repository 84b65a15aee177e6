import { describe, expect, test } from '@jest/globals';
import { checkedEpisode } from './check-episode.js';

const incident = { onset: 5, deadline: 9, harmPerMinute: 1, accept: [{ traffic: { do: 'hold' } }] };
const episode = { contract: {}, start: 0, minutes: 10, incidents: [incident], minute: () => [] };

describe('an episode of a generator by other hands', () => {
  test('passes as it is; artifacts may be left out', () => {
    expect(checkedEpisode({ ...episode })).toMatchObject({ artifacts: {}, minutes: 10 });
  });

  test('is refused with every member that is wrong', () => {
    const wrong = { start: '2026', minutes: 1.5, incidents: {} };
    expect(() => checkedEpisode(wrong)).toThrow(
      'contract is missing; start is no number of ms; minutes is no whole number above 0; minute is no function; incidents is no list',
    );
    expect(() => checkedEpisode(undefined)).toThrow('create() gave no episode');
  });

  test('is refused where an accept vector asks for what no verdict says', () => {
    const asking = (accept: object) => ({ ...episode, incidents: [{ ...incident, accept: [accept] }] });
    expect(() => checkedEpisode(asking({ traffic: { do: 'converge' } }))).toThrow(
      'incidents[0]: traffic is never converge: continue, promote, hold, drain, rollback, fallback',
    );
    expect(() => checkedEpisode(asking({ labels: { do: 'quarantine' } }))).toThrow('there is no axis labels');
  });
});
