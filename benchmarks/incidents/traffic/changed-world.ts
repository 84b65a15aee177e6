import type { Accept } from '../interface.js';
import { retrained } from './accepts.js';
import { caseMix } from './case-mix.js';
import { FIRST_CONCEPT, type Concept } from './concept.js';
import type { Random } from './random.js';
import { riskFloor, TOLERATED } from './risk.js';
import { riskRatio } from './simulated-risk.js';
import type { Scenery } from './scenery.js';
import type { Site } from './site.js';

/** Share of hard cases where the world is going to change: a model that tells hardly anything has little to lose. */
const HARD = 0.3;

/** Lets a site's model know most of its cases. */
export function knownCases(site: Site): void {
  const { random } = site.scenery;
  const mix = caseMix(HARD);
  site.inputs = (inputs) => mix(inputs, random);
}

/** Odds × 1.1–3 (or from `least` on) for each unit of visits, against what the model has learnt of them. */
export const drawChange = (random: Random, least = 1.1): Concept => ({
  ...FIRST_CONCEPT,
  visits: FIRST_CONCEPT.visits + Math.log(random.between(least, 3)),
});

/** How many times v1's risk on known cases becomes what it was; `told`: what labels say of a chance and v1's score. */
export const riskOf = (
  scenery: Scenery,
  world: Concept,
  told: (chance: number, score: number) => number = (chance) => chance,
): number => riskRatio(scenery, { inputs: caseMix(HARD), world, told }, { inputs: caseMix(HARD), told });

/**
 * The world becomes another one as `course` tells (0: the first, 1: the second). Below the tolerated risk such a change
 * is none: whoever leaves it alone is right.
 */
export function changeWorld(
  site: Site,
  changed: Concept,
  of: {
    readonly onset: number;
    readonly course: (minute: number) => Concept;
    /** Minutes until the change is in full, on top of what evidence takes. */
    readonly slow?: number;
    readonly accept?: readonly Accept[];
  },
): void {
  const { scenery } = site;
  knownCases(site);
  site.world = (minute) => (minute < of.onset ? FIRST_CONCEPT : of.course(minute));
  const relative = riskOf(scenery, changed);
  if (relative <= TOLERATED) return;
  site.incidents.push({
    onset: of.onset,
    deadline: scenery.minutes - 1,
    floor: riskFloor(scenery, relative) + (of.slow ?? 0) / 3,
    accept: of.accept ?? [retrained],
    harmPerMinute: scenery.perMinute * (relative - 1) * 0.2,
  });
}
