import { inverseSquareShare } from './epoch-weight.js';

/** Error rates a release may spend in all its starts: defaults of the contract (judge §3.1). */
export const RELEASE_ALPHA = { rollback: 0.005, pause: 0.05 } as const;

/** α′ = α·6/(π² j²): the share of the current start j = 1, 2, …; all starts together spend at most α. */
export function alphaOfStart(alpha: number, start: number): number {
  return alpha * inverseSquareShare(start);
}

/** ln(1/α): the level a log e-process must reach. */
export function logLevel(alpha: number): number {
  return -Math.log(alpha);
}
