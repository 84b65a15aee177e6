/** What a step says of one input: go on with a value, or leave it out. */
export type Outcome<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'drop'; readonly reason: string };

/** The value goes on to the next step. */
export const ok = <T>(value: T): Outcome<T> => ({ kind: 'ok', value });

/** The input is left out on purpose; the reason is counted. */
export const drop = (reason: string): Outcome<never> => ({ kind: 'drop', reason });
