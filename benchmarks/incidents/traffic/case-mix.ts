import type { Inputs } from './concept.js';
import type { Random } from './random.js';
import type { Scenery } from './scenery.js';
import type { Site } from './site.js';

/** How far clear cases lie from the middle in what the model knows of them. */
const CLEAR = 2.5;

/** A case whose outcome is all but certain: its logit lies about 2.75 to one side. */
function clearCase(inputs: Inputs, random: Random): Inputs {
  const side = random.chance(0.5) ? CLEAR : -CLEAR;
  return { ...inputs, age: inputs.age / 2 + side, visits: inputs.visits / 2 - side };
}

/** Cases of which a share is as drawn, hard to tell, and the rest clear. */
export const caseMix =
  (hard: number) =>
  (inputs: Inputs, random: Random): Inputs =>
    random.chance(hard) ? inputs : clearCase(inputs, random);

/** How a mix of cases moves: shares of hard ones before and after, from `onset` on within `lasts` minutes. */
export interface Tilt {
  readonly before: number;
  readonly after: number;
  readonly onset: number;
  readonly lasts: number;
}

/** Draws a tilt that takes one to four days: an abrupt one could as well be a fault of the data. */
export function drawTilt({ random }: Scenery, before: number, onset: number): Tilt {
  return { before, after: random.between(0.3, 0.9), onset, lasts: random.between(1, 4) * 1_440 };
}

/** Lets the mix of a site's cases move. */
export function tilt(site: Site, { before, after, onset, lasts }: Tilt): void {
  const { random } = site.scenery;
  site.inputs = (inputs, minute) => {
    const progress = Math.max(0, Math.min(1, (minute - onset) / lasts));
    return caseMix(before + (after - before) * progress)(inputs, random);
  };
}
