import { wilsonInterval } from '../numerics/wilson.js';

const LEAST_MULTIPLE = 0.2;
const MOST_MULTIPLE = 5;
const STANDARD_ERRORS = 3;

/**
 * Hard break of labels (judge §3.9): positive rate below 20 % or above 5× of the reference, said only when Wilson's
 * interval at 3 standard errors lies wholly beyond, so a small batch without positives is not a break.
 */
export function isHardBreak(positives: number, labels: number, referenceRate: number): boolean {
  const { low, high } = wilsonInterval(positives, labels, STANDARD_ERRORS);
  return high < LEAST_MULTIPLE * referenceRate || low > MOST_MULTIPLE * referenceRate;
}
