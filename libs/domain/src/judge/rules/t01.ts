import { pending } from '../rule.js';

/** T1: rows answered by another artifact than the registry says. */
export const t01 = pending(
  'T1',
  'the artifact that answered is not the registered one, by digest in two windows or by replay of logged rows',
);
