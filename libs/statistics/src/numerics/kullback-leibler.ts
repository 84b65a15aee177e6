function term(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log(p / q);
}

/** KL(p‖q) of two Bernoulli laws in nats; infinite when q excludes what p allows. */
export function bernoulliDivergence(p: number, q: number): number {
  return term(p, q) + term(1 - p, 1 - q);
}
