import { bernoulliDivergence } from '../numerics/kullback-leibler.js';

/** What a contrast is asked to see: control's rate, the odds ratio to detect, the margin, the candidate's share. */
export interface ContrastQuestion {
  readonly controlRate: number;
  readonly odds: number;
  readonly margin: number;
  readonly candidateShare: number;
}

/** Rate whose odds are `odds` times those of `rate`. */
export function rateAtOdds(rate: number, odds: number): number {
  return (odds * rate) / (1 - rate + odds * rate);
}

/**
 * g(ψ), nats per candidate unit: min over (q_a, q_b) with odds ratio ψ0 of KL(p_a‖q_a) + (1 − ρ)/ρ·KL(p_b‖q_b)
 * (judge §3.10). Convex in the logit of q_b, whose derivative is (q_a − p_a) + (1 − ρ)/ρ·(q_b − p_b): bisected.
 */
export function growthRate(question: ContrastQuestion): number {
  const { controlRate, odds, margin, candidateShare } = question;
  const candidateRate = rateAtOdds(controlRate, odds);
  const controlPerCandidate = (1 - candidateShare) / candidateShare;
  let low = Math.min(controlRate, rateAtOdds(candidateRate, 1 / margin));
  let high = Math.max(controlRate, rateAtOdds(candidateRate, 1 / margin));
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    const slope = rateAtOdds(middle, margin) - candidateRate + controlPerCandidate * (middle - controlRate);
    if (slope < 0) low = middle;
    else high = middle;
  }
  return (
    bernoulliDivergence(candidateRate, rateAtOdds(high, margin)) +
    controlPerCandidate * bernoulliDivergence(controlRate, high)
  );
}
