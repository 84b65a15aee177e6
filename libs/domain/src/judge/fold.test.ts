import { describe, expect, it } from '@jest/globals';
import { live, NO_HISTORY, told } from './testing/history.js';

describe('a quiet model', () => {
  it('is held once, with a heartbeat a day', () => {
    const history = live(NO_HISTORY, 24 * 20);
    expect(told(history)).toEqual(['HOLD T22 quiet']);
    expect(history.decisions.filter(({ heartbeat }) => heartbeat)).toHaveLength(19);
    console.log(history.decisions.at(-1)?.paragraph, JSON.stringify(history.state).length);
  });
});
