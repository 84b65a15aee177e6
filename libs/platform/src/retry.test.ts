import { describe, expect, test } from '@jest/globals';
import { CheckrideError } from '@checkride/domain/errors';
import { delayAfter, retry } from './retry.js';

const backoff = { initialMs: 10, factor: 3, maxMs: 100, attempts: 5 };

function recordedSleep(): { waits: number[]; sleep: (ms: number) => Promise<void> } {
  const waits: number[] = [];
  return { waits, sleep: async (ms) => void waits.push(ms) };
}

describe('retry', () => {
  test('waits by the schedule: each delay thrice the last, at most the ceiling', () => {
    expect([1, 2, 3, 4].map((failures) => delayAfter(backoff, failures))).toEqual([10, 30, 90, 100]);
  });

  test('returns the first success and has waited once per failure', async () => {
    const { waits, sleep } = recordedSleep();
    const result = await retry(
      async (failures) => (failures < 2 ? Promise.reject(new Error('not yet')) : failures),
      { backoff, sleep },
    );
    expect(result).toBe(2);
    expect(waits).toEqual([10, 30]);
  });

  test('throws the last error when attempts run out', async () => {
    const { waits, sleep } = recordedSleep();
    const attempt = async (failures: number): Promise<never> =>
      Promise.reject(new Error(`failure ${failures + 1}`));
    await expect(retry(attempt, { backoff, sleep })).rejects.toThrow('failure 5');
    expect(waits).toHaveLength(4);
  });

  test('does not repeat what a CheckrideError calls final', async () => {
    let calls = 0;
    const attempt = async (): Promise<never> => {
      calls += 1;
      throw new CheckrideError('CHK_CONFIG_INVALID', 'wrong');
    };
    await expect(retry(attempt, { backoff })).rejects.toThrow('wrong');
    expect(calls).toBe(1);
  });

  test('ends its wait when the signal aborts', async () => {
    const controller = new AbortController();
    const attempt = retry(async () => Promise.reject(new Error('down')), {
      backoff: { ...backoff, initialMs: 60_000, maxMs: 60_000 },
      signal: controller.signal,
      onRetry: () => controller.abort(),
    });
    await expect(attempt).rejects.toThrow(/abort/i);
  });
});
