import { pending } from '../rule.js';

/** T2: the right artifact in a wrong surrounding. */
export const t02 = pending(
  'T2',
  'image, feature view or configuration differ in one place, and a symptom shows there',
);
