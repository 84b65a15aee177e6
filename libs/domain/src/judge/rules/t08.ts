import { pending } from '../rule.js';

/** T8: an abrupt step of an input inside its legal range. */
export const t08 = pending(
  'T8',
  'an input stepped abruptly inside its legal range, everywhere, and stays there',
);
