import { pending } from '../rule.js';

/** T16: a contrast at pause level. */
export const t16 = pending(
  'T16',
  'a contrast stands at the pause level, until it is below half of that in two windows',
);
