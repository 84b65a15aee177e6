import { cumulativeAtEdges } from './cumulative.js';
import { inverseSizes } from './distribution-pair.js';
import type { DistributionPair } from './distribution-pair.js';

const MEAN_OF_HALF_NORMAL = Math.sqrt(2 / Math.PI);

interface Knots {
  readonly positions: readonly number[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

function knots(pair: DistributionPair): Knots {
  const edges = pair.edges ?? [];
  const low = Math.min(pair.low ?? Infinity, edges[0] ?? 0);
  const high = Math.max(pair.high ?? -Infinity, edges.at(-1) ?? 0);
  return {
    positions: [low, ...edges, high],
    reference: [0, ...cumulativeAtEdges(pair.reference), 1],
    current: [0, ...cumulativeAtEdges(pair.current), 1],
  };
}

/** ∫|line| over a segment whose end values are a and b, per unit of width. */
function meanAbsolute(a: number, b: number): number {
  const size = Math.abs(a) + Math.abs(b);
  return a * b >= 0 ? size / 2 : (a * a + b * b) / (2 * size);
}

/**
 * Wasserstein-1 distance ∫|F − G| in the feature's unit, the rows of a bin spread evenly over it and the outer bins
 * ending at the range seen (`low`, `high`). Numeric only; divide by the reference's deviation to compare features.
 */
export function wasserstein(pair: DistributionPair): number {
  const { positions, reference, current } = knots(pair);
  return positions.slice(1).reduce((sum, position, i) => {
    const before = (reference[i] ?? 0) - (current[i] ?? 0);
    const after = (reference[i + 1] ?? 0) - (current[i + 1] ?? 0);
    return sum + (position - (positions[i] ?? position)) * meanAbsolute(before, after);
  }, 0);
}

/** Its mean without drift: the integral of the half-normal mean of |F − G|, variance F(1 − F)(1/n + 1/m). */
export function wassersteinNoise(pair: DistributionPair): number {
  const { positions, reference } = knots(pair);
  const deviation = reference.map((f) => Math.sqrt(Math.max(0, f * (1 - f))));
  const area = positions
    .slice(1)
    .reduce(
      (sum, position, i) =>
        sum + ((position - (positions[i] ?? position)) * ((deviation[i] ?? 0) + (deviation[i + 1] ?? 0))) / 2,
      0,
    );
  return MEAN_OF_HALF_NORMAL * Math.sqrt(inverseSizes(pair)) * area;
}
