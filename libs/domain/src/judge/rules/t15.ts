import { pending } from '../rule.js';

/** T15: labels that the model's own decisions have shaped. */
export const t15 = pending('T15', 'labels depend on the decision and the contract names no random slice');
