/** What tells units apart; any value that is the same for the same unit. */
export type UnitKey = number | string | bigint;

/** An answer as it is kept in memory. Times are ms; missing numbers are NaN, missing texts empty, missing categories null. */
export interface StoredPrediction {
  readonly id: string;
  readonly version: string;
  readonly arm: 'live' | 'shadow';
  readonly eventTime: number;
  readonly appendedAt: number;
  /** Start of its window, and whether it came too late for it. */
  readonly window: number;
  readonly late: boolean;
  /** Order of delivery: of several with one identity the smallest counts. */
  readonly delivery: number;
  readonly artifact: string;
  readonly instance: string;
  readonly runtime: string;
  readonly revision: number;
  readonly unit: UnitKey;
  /** Which of the eight sub-batches the unit is in. */
  readonly batch: number;
  readonly segments: readonly string[];
  readonly status: 'ok' | 'error' | 'timeout';
  readonly latency: number;
  readonly score: number;
  /** How sure of its answer a classifier of several classes was; the score for other tasks. */
  readonly certainty: number;
  readonly class: string;
  /** By slot, the first slot first. */
  readonly num: readonly number[];
  readonly num64: readonly number[];
  readonly cat: readonly (string | null)[];
}

/** A label as it is kept in memory: the hour (start, ms) of its prediction, its value as a number or as text. */
export interface StoredLabel {
  readonly id: string;
  readonly hour: number;
  readonly revision: number;
  readonly value: number;
  readonly class: string;
  readonly observedAt: number;
  readonly appendedAt: number;
}

/** A business outcome as it is kept in memory, of a unit or of a prediction. */
export interface StoredOutcome {
  readonly kpi: string;
  readonly unit: UnitKey | null;
  readonly prediction: string | null;
  readonly value: number;
  readonly eventTime: number;
  readonly appendedAt: number;
}
