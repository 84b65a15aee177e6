import { pending } from '../rule.js';

/** T12: more risk although each score keeps its meaning. */
export const t12 = pending(
  'T12',
  'total risk is above tolerance while the risk given the score is bounded: the mix has moved',
);
