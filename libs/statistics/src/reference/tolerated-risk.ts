/** Default share by which a risk may exceed its profile (contract `tolerance`). */
const RISK_TOLERANCE = 0.1;

/** Least tolerated risk: a champion that never lost anything must not make the first loss infinite evidence. */
const LEAST_RISK = 1e-6;

/** r = max((1 + tolerance)·p, p + 3·SE): what a risk may reach before it counts as harm (judge §3.2). */
export function toleratedRisk(
  expected: number,
  standardError: number,
  tolerance: number = RISK_TOLERANCE,
): number {
  return Math.max(LEAST_RISK, (1 + tolerance) * expected, expected + 3 * standardError);
}
