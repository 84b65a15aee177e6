import type { Flight } from './flight-table.js';

/** An answer about a flight while faults may still change it. */
export interface Answer {
  readonly minute: number;
  readonly flight: Flight;
  readonly version: string;
  /** Inputs as they reach the model and are logged; null is missing. */
  readonly features: Record<string, unknown>;
  status: 'ok' | 'error';
}

/** What goes wrong with answers: inputs before they are scored, scores after it. */
export interface Fault {
  readonly inputs?: (answer: Answer) => void;
  readonly score?: (answer: Answer, score: number) => number;
}
