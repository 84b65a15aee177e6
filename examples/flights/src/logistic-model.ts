import { FEATURES } from './features.js';
import type { TrainingRows } from './training-rows.js';

/** What enters: `plain` is every input and a weight for each hour; `distance-by-hour` adds the product of the two. */
export const DESIGNS = ['plain', 'distance-by-hour'] as const;

/** One of the designs. */
export type Design = (typeof DESIGNS)[number];

/** A number of the model, standardised: (value − mean)/scale; a missing value counts as the mean. */
export interface StandardisedTerm {
  readonly term: string;
  /** Its place in FEATURES, or DISTANCE_BY_HOUR. */
  readonly column: number;
  readonly mean: number;
  readonly scale: number;
}

/** A fitted model: log-odds = intercept + Σ weight × standardised term + the weight of the hour. */
export interface LogisticModel {
  readonly design: Design;
  readonly intercept: number;
  readonly terms: readonly (StandardisedTerm & { readonly weight: number })[];
  readonly hours: readonly number[];
}

/** Hours of a day, each with its weight. */
export const HOURS = 24;

/** The column after the last feature: hour × distance. */
const DISTANCE_BY_HOUR = FEATURES.length;

const HOUR = FEATURES.indexOf('hour');
const DISTANCE = FEATURES.indexOf('distance');

/** Value of a column in the row that begins at `at`. */
export function termAt(values: ArrayLike<number>, at: number, column: number): number {
  if (column === DISTANCE_BY_HOUR) return values[at + HOUR]! * values[at + DISTANCE]!;
  return values[at + column]!;
}

/** Mean and standard deviation of every term of a design over the rows that have it. */
export function standardisedTerms(rows: TrainingRows, design: Design): StandardisedTerm[] {
  const columns: { term: string; column: number }[] = FEATURES.map((term, column) => ({ term, column }));
  if (design === 'distance-by-hour') columns.push({ term: 'distance × hour', column: DISTANCE_BY_HOUR });
  return columns
    .filter(({ column }) => column !== HOUR)
    .map(({ term, column }) => {
      let [count, sum, squares] = [0, 0, 0];
      for (let row = 0; row < rows.count; row++) {
        const value = termAt(rows.values, row * FEATURES.length, column);
        if (Number.isNaN(value)) continue;
        count += 1;
        sum += value;
        squares += value * value;
      }
      const mean = count > 0 ? sum / count : 0;
      const scale = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) || 1;
      return { term, column, mean, scale };
    });
}

/** Probability of a late departure for the row that begins at `at`: what the ONNX graph computes, in 64 bits. */
export function predict(model: LogisticModel, values: ArrayLike<number>, at = 0): number {
  let z = model.intercept + (model.hours[values[at + HOUR]!] ?? 0);
  for (const { column, mean, scale, weight } of model.terms) {
    const value = termAt(values, at, column);
    if (!Number.isNaN(value)) z += (weight * (value - mean)) / scale;
  }
  return 1 / (1 + Math.exp(-z));
}
