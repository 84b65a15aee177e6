import { pending } from '../rule.js';

/** T6: a shared break that our own step may have caused. */
export const t06 = pending('T6', 'both roles share a break, and an own step or release lies in its onset');
