import { logistic } from './draft.js';
import type { Unit } from './population.js';
import type { Random } from './random.js';

/** What the world or a version makes of the features, on the logit scale. */
export interface Concept {
  readonly intercept: number;
  readonly age: number;
  readonly visits: number;
  readonly plan: Readonly<Record<string, number>>;
}

/** How things are at the start; versions trained then know it. */
export const FIRST_CONCEPT: Concept = {
  intercept: -0.2,
  age: 0.6,
  visits: -0.5,
  plan: { free: 0.3, month: 0, year: -0.4 },
};

/** Features as they come from their sources; standardised ones have mean 0 and spread 1. */
export interface Inputs {
  age: number;
  visits: number;
  amount: number;
  plan: string;
}

const PLANS = ['free', 'month', 'month', 'year'] as const;

/** Draws the inputs of a unit. */
export const drawInputs = (random: Random): Inputs => ({
  age: random.normal(),
  visits: random.normal(),
  amount: random.logNormal(40, 0.6),
  plan: random.pick(PLANS),
});

/** The logit of a positive outcome. */
const logitOf = (concept: Concept, { age, visits, plan }: Inputs): number =>
  concept.intercept + concept.age * age + concept.visits * visits + (concept.plan[plan] ?? 0);

/** Chance of a positive outcome of a unit with these inputs. */
export const chanceOf = (concept: Concept, inputs: Inputs, unit: Unit): number =>
  logistic(logitOf(concept, inputs) + unit.leaning);

/** What a version that knows a concept answers to inputs as they reached it; missing ones count as average. */
export function scoreOf(concept: Concept, features: Readonly<Record<string, unknown>>): number {
  const number = (name: string): number => {
    const value = features[name];
    return typeof value === 'number' && Number.isFinite(value) ? Math.max(-6, Math.min(6, value)) : 0;
  };
  const plan = typeof features['plan'] === 'string' ? features['plan'] : '';
  return logistic(
    concept.intercept +
      concept.age * number('age') +
      concept.visits * number('visits') +
      (concept.plan[plan] ?? 0),
  );
}

/** The concept between two, `share` of the way to the second: what training on rows of both finds. */
export function between(a: Concept, b: Concept, share: number): Concept {
  const mix = (x: number, y: number): number => x + share * (y - x);
  return {
    intercept: mix(a.intercept, b.intercept),
    age: mix(a.age, b.age),
    visits: mix(a.visits, b.visits),
    plan: Object.fromEntries(
      Object.keys(a.plan).map((name) => [name, mix(a.plan[name] ?? 0, b.plan[name] ?? 0)]),
    ),
  };
}
