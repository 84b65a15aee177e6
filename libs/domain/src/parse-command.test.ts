import { describe, expect, test } from '@jest/globals';
import { parseCommand } from './parse-command.js';

const good = {
  command_id: 'c1',
  model: 'churn',
  actor: 'ada',
  sent_at: 1,
  at: null,
  body: { kind: 'promote', version: null },
};

describe('a command from the outside', () => {
  test('is taken as it is', () => {
    expect(parseCommand(good)).toEqual({ ok: true, command: good });
  });

  test.each([
    ['an unknown kind', { ...good, body: { kind: 'explode' } }, /body\.kind/],
    ['a missing member', { ...good, body: { kind: 'rollback', to: null } }, /body\.reason/],
    ['no object at all', 'promote', /expected object/],
    [
      'a version that is no name',
      { ...good, body: { kind: 'retrain', reason: '', data: null, pipeline: null, version: '../x' } },
      /body\.version/,
    ],
  ])('with %s is named by what is wrong', (_, value, problem) => {
    const parsed = parseCommand(value);
    expect(parsed.ok ? '' : parsed.problems).toMatch(problem);
  });
});
