import { describe, expect, test } from '@jest/globals';
import { momentOf, readChange } from './change-options.js';

const AT = Date.parse('2001-02-14T00:00:00Z');
const read = (more: object) =>
  readChange('churn', { kind: 'deploy', summary: 'v2 to ten percent', ...more }, AT, () => 'made-up');
const refusal = (message: RegExp): unknown =>
  expect.objectContaining({ code: 'CHK_COMMAND_REFUSED', message: expect.stringMatching(message) as string });

describe('a change on the command line', () => {
  test('is everywhere and moves no traffic unless told', () => {
    expect(read({})).toEqual({
      change_id: 'made-up',
      model: 'churn',
      kind: 'deploy',
      scope: ['all'],
      event_time: AT,
      summary: 'v2 to ten percent',
      shares: null,
    });
  });

  test('keeps its scopes sorted and its shares by version', () => {
    expect(
      read({ scope: ['region=us', 'region=eu', 'region=us'], share: ['v2=0.1', 'v1=.9'], id: 'd-17' }),
    ).toMatchObject({ change_id: 'd-17', scope: ['region=eu', 'region=us'], shares: { v1: 0.9, v2: 0.1 } });
  });

  test.each([
    [{ kind: 'deployment' }, /--kind deployment is unknown/],
    [{ scope: ['eu'] }, /--scope eu is no scope/],
    [{ share: ['v2=10'] }, /--share v2=10 is no share/],
    [{ share: ['v2'] }, /--share v2 is no share/],
  ])('%j is refused by the name of its option', (more, message) => {
    expect(() => read(more)).toThrow(refusal(message));
  });

  test('needs its time on the replay clock', () => {
    expect(() => momentOf(undefined, true)).toThrow(refusal(/no moment/));
    expect(momentOf('2001-02-14T00:00:00Z', true)).toBe(AT);
  });
});
