import { chanceOf, drawInputs, FIRST_CONCEPT, scoreOf, type Concept, type Inputs } from './concept.js';
import { Random } from './random.js';
import type { Scenery } from './scenery.js';

const DRAWS = 8_000;

/** What a risk is worked out for: which cases come, what they are, what v1 is shown of them and what labels say. */
export interface Circumstances {
  readonly inputs?: (inputs: Inputs, random: Random) => Inputs;
  readonly world?: Concept;
  /** Features as they reach v1. */
  readonly shown?: (inputs: Inputs) => Readonly<Record<string, unknown>>;
  /** Chance that the label says positive, given the chance of a positive and v1's score. */
  readonly told?: (chance: number, score: number) => number;
}

/** Brier risk of v1 and share of positive labels, from draws of its own. */
export function simulatedRisk(
  { population }: Scenery,
  {
    inputs: come = (inputs) => inputs,
    world = FIRST_CONCEPT,
    shown = (inputs) => ({ ...inputs }),
    told = (chance) => chance,
  }: Circumstances,
): { readonly risk: number; readonly positive: number } {
  const random = new Random(1_931);
  let [risk, positive] = [0, 0];
  for (let i = 0; i < DRAWS; i += 1) {
    const unit = random.pick(population.units);
    const inputs = come(drawInputs(random), random);
    const score = scoreOf(FIRST_CONCEPT, shown(inputs));
    const said = told(chanceOf(world, inputs, unit), score);
    risk += said * (1 - score) ** 2 + (1 - said) * score ** 2;
    positive += said;
  }
  return { risk: risk / DRAWS, positive: positive / DRAWS };
}

/** How many times the risk of one situation is that of another. */
export const riskRatio = (scenery: Scenery, after: Circumstances, before: Circumstances = {}): number =>
  simulatedRisk(scenery, after).risk / simulatedRisk(scenery, before).risk;
