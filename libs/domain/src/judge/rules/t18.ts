import { pending } from '../rule.js';

/** T18: harm that shows after the last step. */
export const t18 = pending(
  'T18',
  'a release at its last step or just complete, the risk detector fires, no own change in its onset',
);
