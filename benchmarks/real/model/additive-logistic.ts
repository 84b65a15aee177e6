import { solvePositiveDefinite } from '@checkride/example-flights/solve';
import type { Cell, Column, Example } from './example.js';
import { levelsOf, type Levels } from './levels.js';

/** Keeps rare levels near the others, and the curvature invertible. */
const RIDGE = 1;
/** Holds the intercept where all truths are alike. */
const INTERCEPT_RIDGE = 1e-3;
const ITERATIONS = 15;
const CONVERGED = 1e-6;

/** A fitted model: log-odds are an intercept and one weight for the level of each column. */
export interface AdditiveModel {
  /** Probability of a positive. */
  readonly score: (cells: readonly Cell[]) => number;
  /** Intercept first, then the levels of each column in turn. */
  readonly weights: Float64Array;
}

/**
 * Logistic regression on binned columns by Newton's method with a ridge: additive, any shape in each column. A row
 * touches one weight a column, so a step costs rows × columns²; the same rows give the same weights to the bit.
 */
export function fitAdditive(columns: readonly Column[], rows: readonly Example[]): AdditiveModel {
  const levels = columns.map((column, place) => levelsOf(column, place, rows));
  const places = rows.map(({ cells }) => placesOf(levels, cells));
  const width = 1 + levels.reduce((sum, { count }) => sum + count, 0);
  const weights = new Float64Array(width);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const step = newtonStep(weights, places, rows);
    for (const [place, by] of step.entries()) weights[place]! += by;
    if (step.every((by) => Math.abs(by) < CONVERGED)) break;
  }
  return { weights, score: (cells) => probability(weights, placesOf(levels, cells)) };
}

/** Where the weights of a row stand: the intercept and a level of each column. */
function placesOf(levels: readonly Levels[], cells: readonly Cell[]): Int32Array {
  const places = new Int32Array(levels.length + 1);
  let first = 1;
  for (const [column, { count, levelOf }] of levels.entries()) {
    places[column + 1] = first + levelOf(cells[column] ?? null);
    first += count;
  }
  return places;
}

function probability(weights: Float64Array, places: Int32Array): number {
  let logit = 0;
  for (const place of places) logit += weights[place]!;
  return 1 / (1 + Math.exp(-logit));
}

function newtonStep(
  weights: Float64Array,
  places: readonly Int32Array[],
  rows: readonly Example[],
): Float64Array {
  const width = weights.length;
  const ridge = (place: number): number => (place === 0 ? INTERCEPT_RIDGE : RIDGE);
  const gradient = weights.map((weight, place) => -ridge(place) * weight);
  const curvature = new Float64Array(width * width);
  for (let place = 0; place < width; place += 1) curvature[place * width + place] = ridge(place);
  for (const [row, at] of places.entries()) {
    const score = probability(weights, at);
    const error = rows[row]!.truth - score;
    const spread = score * (1 - score);
    for (let i = 0; i < at.length; i += 1) {
      gradient[at[i]!]! += error;
      for (let j = 0; j <= i; j += 1) curvature[at[i]! * width + at[j]!]! += spread;
    }
  }
  return solvePositiveDefinite(curvature, gradient);
}
