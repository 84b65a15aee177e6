import { describe, expect, test } from '@jest/globals';
import { ruleOn } from '@checkride/domain/judge/fold';
import { live, NO_HISTORY } from '@checkride/domain/judge/testing/history';
import { report } from '@checkride/domain/judge/testing/report';
import { replay } from './replays.js';

const first = report(0);
const { decisions } = ruleOn(undefined, first);

describe('decisions made again from stored evidence', () => {
  test('come out the same from the evidence they were made of', () => {
    expect(decisions).toHaveLength(1);
    expect(replay(undefined, first, decisions)).toEqual({ decisions: 1, same: 1 });
  });

  test('differ where what was decided does not follow from state and report', () => {
    const otherwise = decisions.map((decision) => ({ ...decision, reason: 'another' }));
    expect(replay(undefined, first, otherwise as typeof decisions)).toEqual({ decisions: 1, same: 0 });
    expect(replay(undefined, first, [...decisions, ...decisions])).toEqual({ decisions: 2, same: 0 });
  });

  test('are not looked for where nothing was decided', () => {
    const { state } = live(NO_HISTORY, 1);
    expect(replay(state, report(1), [])).toEqual({ decisions: 0, same: 0 });
  });
});
