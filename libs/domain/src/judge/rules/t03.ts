import { pending } from '../rule.js';

/** T3: inputs broken in one place only. */
export const t03 = pending('T3', 'artifact and runtime are right, inputs are broken in one place only');
