import type { Accept } from '../interface.js';
import type { Inputs } from './concept.js';
import { relativeRisk, riskFloor, TOLERATED } from './risk.js';
import { FIRST_CONCEPT } from './concept.js';
import { drawOnset } from './scenery.js';
import type { Site } from './site.js';

/** From an onset on other inputs come; `twist` is what the world makes of them beside what it did, on the logit scale. */
export function moveInputs(
  site: Site,
  move: (inputs: Inputs) => Inputs,
  accept: readonly Accept[],
  twist: (inputs: Inputs) => number = () => 0,
): void {
  const { scenery } = site;
  const onset = drawOnset(scenery);
  site.inputs = (inputs, minute) => (minute < onset ? inputs : move(inputs));
  site.twist = (inputs, minute) => (minute < onset ? 0 : twist(inputs));
  const relative = relativeRisk(scenery, FIRST_CONCEPT, { move, twist });
  if (relative <= TOLERATED) return;
  site.incidents.push({
    onset,
    deadline: scenery.minutes - 1,
    floor: riskFloor(scenery, relative),
    accept,
    harmPerMinute: scenery.perMinute * (relative - 1) * 0.2,
  });
}
