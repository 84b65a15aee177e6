import { LOG_ZERO } from '../numerics/fixed.js';

/** A stream's evidence in nats and its frozen weight (stream weight × epoch weight). */
export interface WeightedEvidence {
  readonly weight: number;
  readonly logEvidence: number;
}

/** The leading stream and ln(w·S) of it; no leader without streams. */
export interface MergedEvidence<E> {
  readonly logEvidence: number;
  readonly leader: E | undefined;
}

/**
 * max_m ln(w_m S_m): acting at 1/α′ is a union bound, valid for any dependence and any clocks, where a weighted
 * sum across clocks is not. The first stream wins a tie.
 */
export function mergeByMaximum<E extends WeightedEvidence>(streams: readonly E[]): MergedEvidence<E> {
  let merged: MergedEvidence<E> = { logEvidence: LOG_ZERO, leader: undefined };
  for (const stream of streams) {
    const logEvidence = Math.log(stream.weight) + stream.logEvidence;
    if (logEvidence > merged.logEvidence) merged = { logEvidence, leader: stream };
  }
  return merged;
}
