import { setTimeout as wait } from 'node:timers/promises';
import { CheckrideError } from '@checkride/domain/errors';

/** A back-off without jitter: each delay is the last times `factor`, at most `maxMs`; `attempts` counts the first call too. */
export interface Backoff {
  readonly initialMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly attempts: number;
}

/** Suits a neighbour that restarts: 50 ms to 5 s, about half a minute in all. */
export const PATIENT: Backoff = { initialMs: 50, factor: 2, maxMs: 5_000, attempts: 13 };

/** The delay in ms after the failure number `failures` (1 for the first). */
export function delayAfter(backoff: Backoff, failures: number): number {
  return Math.min(backoff.maxMs, backoff.initialMs * backoff.factor ** (failures - 1));
}

/** What to do between attempts. */
export interface RetryOptions {
  readonly backoff?: Backoff;
  readonly signal?: AbortSignal;
  /** Whether an error may go away by itself; default: everything but a CheckrideError that is not retriable. */
  readonly retriable?: (error: unknown) => boolean;
  readonly onRetry?: (error: unknown, delayMs: number) => void;
  /** Waits; replaced in tests. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Calls `attempt` until it succeeds, an error is final, attempts run out (the last error is thrown) or the signal aborts. */
export async function retry<T>(
  attempt: (failures: number) => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const { backoff = PATIENT, signal, retriable = mayPass, sleep = pause } = options;
  for (let failures = 0; ;) {
    signal?.throwIfAborted();
    try {
      return await attempt(failures);
    } catch (error) {
      failures += 1;
      if (signal?.aborted === true || failures >= backoff.attempts || !retriable(error)) throw error;
      const delayMs = delayAfter(backoff, failures);
      options.onRetry?.(error, delayMs);
      await sleep(delayMs, signal);
    }
  }
}

function mayPass(error: unknown): boolean {
  return !(error instanceof CheckrideError) || error.retriable;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await wait(ms, undefined, { signal });
}
