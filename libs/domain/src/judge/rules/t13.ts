import { pending } from '../rule.js';

/** T13: enough new truth for a better model. */
export const t13 = pending(
  'T13',
  'matured rows since the last training reach half of the training rows, risk quiet',
);
