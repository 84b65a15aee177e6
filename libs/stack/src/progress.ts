/** One line for a person who waits: which part, and what it does. */
export interface Progress {
  readonly step: string;
  readonly message: string;
  /** Set when the part is ready: how long it took. */
  readonly readyMs?: number;
}
