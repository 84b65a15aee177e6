const CLIP = 1e-15;

/** Brier loss (score − label)² of one binary row, label 0 or 1. */
export function brierLoss(score: number, label: 0 | 1): number {
  return (score - label) ** 2;
}

/** Logarithmic loss of one binary row in nats, the score clipped to [1e-15, 1 − 1e-15]. */
export function logLoss(score: number, label: 0 | 1): number {
  const clipped = Math.min(1 - CLIP, Math.max(CLIP, score));
  return -Math.log(label === 1 ? clipped : 1 - clipped);
}
