import { FEATURES } from './features.js';
import { HOURS, standardisedTerms, termAt, type Design, type LogisticModel } from './logistic-model.js';
import { solvePositiveDefinite } from './solve.js';
import type { TrainingRows } from './training-rows.js';

/** Keeps hours with few rows near the others, and the matrix invertible. */
const RIDGE = 1;
const ITERATIONS = 25;
const CONVERGED = 1e-8;

/** Logistic regression by Newton's method (iteratively reweighted least squares) with a small ridge. */
export function fitLogistic(rows: TrainingRows, design: Design): LogisticModel {
  const terms = standardisedTerms(rows, design);
  const firstHour = 1 + terms.length;
  const weights = new Float64Array(firstHour + HOURS);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const step = newtonStep();
    for (const [place, by] of step.entries()) weights[place]! += by;
    if (step.every((by) => Math.abs(by) < CONVERGED)) break;
  }
  return {
    design,
    intercept: weights[0]!,
    terms: terms.map((term, place) => ({ ...term, weight: weights[place + 1]! })),
    hours: [...weights.subarray(firstHour)],
  };

  function newtonStep(): Float64Array {
    const width = weights.length;
    const gradient = weights.map((weight, place) => (place === 0 ? 0 : -RIDGE * weight));
    const curvature = new Float64Array(width * width);
    for (let place = 1; place < width; place++) curvature[place * width + place] = RIDGE;
    // A row touches the intercept, every term and one of the hours: their places and their values.
    const places = Int32Array.from({ length: firstHour + 1 }, (_, place) => place);
    const x = new Float64Array(places.length).fill(1);
    for (let row = 0; row < rows.count; row++) {
      const at = row * FEATURES.length;
      places[firstHour] = firstHour + rows.values[at]!;
      for (let place = 0; place < terms.length; place++) {
        const { column, mean, scale } = terms[place]!;
        const value = termAt(rows.values, at, column);
        x[place + 1] = Number.isNaN(value) ? 0 : (value - mean) / scale;
      }
      let z = 0;
      for (let i = 0; i < places.length; i++) z += weights[places[i]!]! * x[i]!;
      const probability = 1 / (1 + Math.exp(-z));
      const error = rows.labels[row]! - probability;
      const spread = probability * (1 - probability);
      for (let i = 0; i < places.length; i++) {
        const place = places[i]!;
        gradient[place]! += error * x[i]!;
        for (let j = 0; j <= i; j++) curvature[place * width + places[j]!]! += spread * x[i]! * x[j]!;
      }
    }
    return solvePositiveDefinite(curvature, gradient);
  }
}
