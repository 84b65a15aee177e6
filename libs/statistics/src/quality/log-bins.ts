/** Bins of equal width in log2: `count` bins, the first below `lowest`, then `perOctave` to a doubling, the last open. */
export interface LogScale {
  readonly count: number;
  readonly lowest: number;
  readonly perOctave: number;
}

/** Latency in milliseconds: 128 bins from .25 ms to 65.5 s, seven to a doubling. */
export const LATENCY_SCALE: LogScale = { count: 128, lowest: 0.25, perOctave: 7 };

/** Bin of a value: 0 below the scale, count − 1 at its end and beyond. */
export function logBinIndex(value: number, scale: LogScale): number {
  if (!(value >= scale.lowest)) return 0;
  return Math.min(scale.count - 1, 1 + Math.floor(scale.perOctave * Math.log2(value / scale.lowest)));
}

function lowerEdge(bin: number, scale: LogScale): number {
  return bin === 0 ? scale.lowest / 2 : scale.lowest * 2 ** ((bin - 1) / scale.perOctave);
}

/**
 * Quantile from counts per log bin, interpolated evenly in the logarithm inside its bin: off by at most one bin
 * (10 % for latency), about 2 % and less on smooth data. Null without rows.
 */
export function logBinQuantile(
  counts: readonly number[],
  probability: number,
  scale: LogScale,
): number | null {
  const rank = counts.reduce((sum, count) => sum + count, 0) * probability;
  let below = 0;
  for (const [bin, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const low = lowerEdge(bin, scale);
      return low * (lowerEdge(bin + 1, scale) / low) ** ((rank - below) / count);
    }
    below += count;
  }
  return null;
}
