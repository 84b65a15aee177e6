import { describe, expect, test } from '@jest/globals';
import { readCommand } from './command-request.js';

const NOW = 1_000_000;

describe('a command from a request', () => {
  test('has the model of its path, the moment it came, and what was left out as null', () => {
    const command = readCommand('churn', { actor: 'ada', body: { kind: 'retrain', reason: 'stale' } }, NOW);
    expect(command).toMatchObject({
      model: 'churn',
      actor: 'ada',
      sent_at: NOW,
      at: null,
      body: { kind: 'retrain', reason: 'stale', data: null, pipeline: null, version: null },
    });
    expect(command.command_id).toMatch(/^[0-9a-f]{16}$/);
  });

  test('is one when it is sent twice in the same ms, two when somebody else sends it', () => {
    const body = { kind: 'approve', subject: 'v2' };
    const id = (actor: string): string => readCommand('churn', { actor, body }, NOW).command_id;
    expect(id('ada')).toBe(id('ada'));
    expect(id('ada')).not.toBe(id('grace'));
  });

  test('may approve in a role', () => {
    const request = { actor: 'ada', body: { kind: 'approve', subject: 'v2', role: 'risk' } };
    expect(readCommand('churn', request, NOW).body).toEqual(request.body);
  });

  test.each([
    [{ body: { kind: 'pause', reason: 'x' } }, 'actor'],
    [{ actor: 'ada', body: { kind: 'pause' } }, 'body.reason'],
    [{ actor: 'ada', body: { kind: 'pause', reason: 'x', force: true } }, 'force'],
    [{ actor: 'ada', body: { kind: 'explode' } }, 'body.kind'],
    [{ actor: 'ada', at: 1.5, body: { kind: 'pause', reason: 'x' } }, 'at'],
    [undefined, 'object'],
  ])('%j is refused, naming %p', (request, named) => {
    expect(() => readCommand('churn', request, NOW)).toThrow(named);
  });
});
