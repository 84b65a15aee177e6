import { describe, expect, test } from '@jest/globals';
import { CheckrideError, type ErrorCode } from '@checkride/domain/errors';
import { httpProblem } from './http-problem.js';

describe('an error over HTTP', () => {
  test.each<[ErrorCode, number]>([
    ['CHK_NOT_FOUND', 404],
    ['CHK_UNAUTHORISED', 401],
    ['CHK_COMMAND_REFUSED', 400],
    ['CHK_CONTRACT_INVALID', 422],
    ['CHK_CLICKHOUSE_UNAVAILABLE', 503],
    ['CHK_KAFKA_UNAVAILABLE', 503],
    ['CHK_CLICKHOUSE_REJECTED', 500],
  ])('%s is %i with code, message and remedy', (code, status) => {
    const error = new CheckrideError(code, 'what happened', { remedy: 'what to do' });
    expect(httpProblem(error)).toEqual({
      status,
      body: { code, message: 'what happened', remedy: 'what to do' },
    });
  });

  test('that is not ours tells nothing of its insides', () => {
    const { status, body } = httpProblem(new Error('password=secret'));
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});
