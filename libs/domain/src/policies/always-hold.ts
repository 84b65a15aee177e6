import type { PolicyMaker } from './policy.js';
import { verdictOf } from './words.js';

/** Never does anything: what every other policy must be better than. */
export const alwaysHold: PolicyMaker = { name: 'always-hold', create: () => () => verdictOf() };
