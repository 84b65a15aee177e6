import { describe, expect, test } from '@jest/globals';
import { CheckrideError } from '@checkride/domain/errors';
import { z } from 'zod';
import { readConfiguration, readEnvironment } from './env.js';

const ports = z.object({
  HTTP_PORT: z.coerce.number().int().max(65_535),
  MODE: z.enum(['fast', 'safe']).default('safe'),
});
const token = z.object({ API_TOKEN: z.string().min(8, 'expected 8 characters or more') });

function failureOf(work: () => unknown): CheckrideError {
  try {
    work();
  } catch (error) {
    if (error instanceof CheckrideError) return error;
  }
  throw new Error('expected a CheckrideError');
}

describe('reading the environment', () => {
  test('gives typed values and defaults', () => {
    expect(readEnvironment(ports, { HTTP_PORT: '8080' })).toEqual({ HTTP_PORT: 8080, MODE: 'safe' });
  });

  test('reports the problems of all slices at once, each under its variable', () => {
    const error = failureOf(() =>
      readConfiguration({ ports, token }, { HTTP_PORT: '70000', MODE: 'slow', API_TOKEN: 'short' }),
    );
    expect(error.code).toBe('CHK_CONFIG_INVALID');
    expect(error.message).toMatch(/3 problem/);
    for (const name of ['HTTP_PORT', 'MODE', 'API_TOKEN']) expect(error.message).toContain(`${name}: `);
  });

  test('names a variable that two slices miss only once', () => {
    const error = failureOf(() => readConfiguration({ one: token, other: token }, {}));
    expect(error.context['problems']).toHaveLength(1);
  });

  test('never prints a value: it may be a secret', () => {
    const error = failureOf(() => readEnvironment(token, { API_TOKEN: 'hunter2' }));
    expect(error.message).not.toContain('hunter2');
  });
});
