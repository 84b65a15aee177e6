import type { DeadLetterReason } from './events/dead-letter.js';

/** What a step says of one input: go on with a value, leave it out, keep it aside with a reason, or try again later. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'drop'; readonly reason: string }
  | { readonly kind: 'dead-letter'; readonly reason: DeadLetterReason; readonly detail: string }
  | { readonly kind: 'retry'; readonly reason: string };

/** The value goes on to the next step. */
export const ok = <T>(value: T): Outcome<T> => ({ kind: 'ok', value });

/** The input is left out on purpose; the reason is counted. */
export const drop = (reason: string): Outcome<never> => ({ kind: 'drop', reason });

/** The input is kept with its bytes on the dead-letter topic. */
export const deadLetter = (reason: DeadLetterReason, detail: string): Outcome<never> => ({
  kind: 'dead-letter',
  reason,
  detail,
});

/** The input must be offered again: nothing is wrong with it. */
export const retry = (reason: string): Outcome<never> => ({ kind: 'retry', reason });
