import { pending } from '../rule.js';

/** T21: a schedule is due. */
export const t21 = pending('T21', "the contract's retraining schedule is due");
