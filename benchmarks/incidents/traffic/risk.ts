import { chanceOf, drawInputs, FIRST_CONCEPT, scoreOf, type Concept, type Inputs } from './concept.js';
import { FLOOR_STAR } from './floors.js';
import { Random } from './random.js';
import type { Scenery } from './scenery.js';

const DRAWS = 4_000;
/** Risk above this times the profile's is harm by the default tolerance of 10 %. */
export const TOLERATED = 1.1;
/** ln A of a year of batches and a handful of places (judge §3.2), and labels a batch holds. */
const LOG_ALARM = 9.5;
const BATCH = 400;
const SUB_BATCHES = 8;
const HEAVIEST_BET = 0.8;
/** Batches that a capped log factor takes at least. */
const LEAST_BATCHES = 3;

const UNMOVED = { move: (inputs: Inputs): Inputs => inputs, twist: (): number => 0 };

/** Brier risk of v1 in a world over its risk in the first one, from draws of its own. */
export function relativeRisk(
  scenery: Scenery,
  world: Concept,
  { move, twist }: { move: (inputs: Inputs) => Inputs; twist: (inputs: Inputs) => number } = UNMOVED,
): number {
  const random = new Random(4_711);
  const { units } = scenery.population;
  let [before, after] = [0, 0];
  for (let i = 0; i < DRAWS; i += 1) {
    const unit = random.pick(units);
    const inputs = drawInputs(random);
    const moved = move(inputs);
    const risk = (of: Inputs, chance: number): number => {
      const score = scoreOf(FIRST_CONCEPT, { ...of });
      return chance * (1 - score) ** 2 + (1 - chance) * score ** 2;
    };
    before += risk(inputs, chanceOf(FIRST_CONCEPT, inputs, unit));
    after += risk(moved, chanceOf(world, moved, unit, twist(moved)));
  }
  return after / before;
}

/** Information floor (a third of floor*) of a risk that stands at `relative` times the profile's. */
export function riskFloor({ perMinute, labelsBy, baseMinutes }: Scenery, relative: number): number {
  const excess = relative / TOLERATED - 1;
  if (excess <= 0) return Infinity;
  const perBatch = SUB_BATCHES * Math.log1p(HEAVIEST_BET * excess) * 0.8;
  const batches = Math.max(LEAST_BATCHES, LOG_ALARM / perBatch);
  const star = labelsBy + 2 * baseMinutes + batches * Math.max(baseMinutes, BATCH / perMinute);
  return star / FLOOR_STAR;
}
