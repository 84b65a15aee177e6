import { regionOf } from './airports.js';
import { FEATURES } from './features.js';

/** Miles in a thousand kilometres. */
export const MILES_A_THOUSAND_KILOMETRES = 621.371;

const DISTANCE = FEATURES.indexOf('distance');
const LONGITUDE = FEATURES.indexOf('origin_longitude');

/** Miles as v2's own table gives them: in thousands of kilometres for flights from the west. */
export const asInTheTableOfV2 = (miles: number, longitude: number): number =>
  regionOf(longitude) === 'west' ? miles / MILES_A_THOUSAND_KILOMETRES : miles;

/** The rows of v2's table with every distance in miles: what its graph makes of them before it scores. */
export function inMiles(values: Float32Array): Float32Array {
  const converted = values.slice();
  for (let at = 0; at < values.length; at += FEATURES.length) {
    if (regionOf(values[at + LONGITUDE]!) === 'west')
      converted[at + DISTANCE]! *= MILES_A_THOUSAND_KILOMETRES;
  }
  return converted;
}
