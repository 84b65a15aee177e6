import type { Unit } from './population.js';

/** An answer being made: effects of an incident change it before it is sent. */
export interface Draft {
  readonly minute: number;
  /** Event time, ms. */
  time: number;
  readonly unit: Unit;
  region: string;
  version: string;
  /** Values by feature; null is missing. Effects may put anything here, also what a contract forbids. */
  features: Record<string, unknown>;
  /** Chance of a positive outcome in the world, and what came. */
  chance: number;
  positive: boolean;
  score: number;
  status: 'ok' | 'error' | 'timeout';
  latency: number;
  instance: string;
  runtime: { image: string; feature_view: string; config: string };
  artifact: string | null;
  /** Asked for, but no answer was ever sent. */
  lost: boolean;
  /** How long after its event the record arrives, ms. */
  delay: number;
}

/** What something does to every answer made while it lasts. */
export type Effect = (draft: Draft) => void;

/** An effect that lasts from a minute to another, both inclusive: a fault is over when its deadline is. */
export const during =
  (from: number, until: number, effect: Effect): Effect =>
  (draft) => {
    if (draft.minute >= from && draft.minute <= until) effect(draft);
  };

/** Inverse of the logit. */
export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** A probability after its odds are multiplied. */
export function oddsTimes(probability: number, ratio: number): number {
  const odds = (probability / (1 - probability)) * ratio;
  return odds / (1 + odds);
}
