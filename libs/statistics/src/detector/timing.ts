const CHANCE_PER_CHANGE = 0.001;
const LEAST_MINUTES = 120;
const LEAST_WINDOWS = 12;

/** How long fresh detectors watch a change, in windows, and ln A they must reach. */
export interface TimingWatch {
  readonly windows: number;
  readonly level: number;
}

/**
 * Evidence by timing (judge §3.7): fresh detectors from the change's `applied`, for max(120 min, 12 windows),
 * A = W·K/.001. It bounds chance at .1 % per change; it says nothing about coincidence.
 */
export function timingWatch(windowMinutes: number, detectors: number): TimingWatch {
  const windows = Math.max(LEAST_WINDOWS, Math.ceil(LEAST_MINUTES / windowMinutes));
  return { windows, level: Math.log((windows * detectors) / CHANCE_PER_CHANGE) };
}
