import { pending } from '../rule.js';

/** T9: traffic is not divided as the route says. */
export const t09 = pending('T9', 'the observed share of a region and route revision lies outside its band');
