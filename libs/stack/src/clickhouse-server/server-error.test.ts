import { describe, expect, test } from '@jest/globals';
import { ServerError, describeError } from './server-error.js';

describe('errors', () => {
  test("keep the engine's code and text and gain a version", () => {
    const error = new Error('Query failed: Code: 60. DB::Exception: Unknown table t. (UNKNOWN_TABLE)');
    expect(describeError(error, '26.7')).toEqual({
      code: 60,
      status: 404,
      message: 'Code: 60. DB::Exception: Unknown table t. (UNKNOWN_TABLE) (version 26.7)',
    });
  });

  test("of ours look like the engine's", () => {
    expect(describeError(new ServerError(497, 'ACCESS_DENIED', 'no'), '1')).toMatchObject({
      code: 497,
      status: 403,
    });
  });

  test('without a code become 1001, as the standard exceptions of the engine', () => {
    expect(describeError(new Error('boom'), '1').message).toBe(
      'Code: 1001. DB::Exception: boom (STD_EXCEPTION) (version 1)',
    );
  });
});
