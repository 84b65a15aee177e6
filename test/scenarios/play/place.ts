import { chanceOf, FIRST_CONCEPT, type Inputs } from '../../../benchmarks/incidents/traffic/concept.js';
import { Population } from '../../../benchmarks/incidents/traffic/population.js';
import { Random } from '../../../benchmarks/incidents/traffic/random.js';
import type { Scenery } from '../../../benchmarks/incidents/traffic/scenery.js';
import { Season } from '../../../benchmarks/incidents/traffic/season.js';
import { Site } from '../../../benchmarks/incidents/traffic/site.js';
import type { Scenario } from './scenario.js';

/** Where every scenario happens. */
export const REGIONS = ['ap', 'eu', 'us'] as const;
const TIERS = ['basic', 'plus', 'pro'] as const;
/** When every scenario starts: a Monday, midnight UTC. */
export const START = Date.UTC(2026, 0, 5);
const SEED = 20260105;

/** The name of a scenario's model. */
export const modelOf = ({ name }: Scenario): string => name.replaceAll(/\W+/g, '-');

/** The traffic of a scenario: level, of few units' habits, with what goes wrong in it. */
export function placeOf(scenario: Scenario): Site {
  const random = new Random(SEED);
  const perMinute = scenario.rows / scenario.base;
  const { delay, by } = scenario.labels ?? { delay: 10, by: 50 };
  const scenery: Scenery = {
    model: modelOf(scenario),
    pace: 'serving',
    random,
    start: START,
    minutes: scenario.windows * scenario.base,
    base: `${scenario.base}m`,
    baseMinutes: scenario.base,
    perMinute,
    season: new Season(new Random(SEED, 7), perMinute, 0),
    regions: REGIONS,
    population: new Population(random, { size: 4_000, regions: REGIONS, tiers: TIERS }),
    byUnit: scenario.contract?.['randomised_by'] === 'unit',
    duplicates: 0.01,
    labelDelay: delay,
    labelsBy: by,
    warmup: 0,
  };
  const site = new Site(scenery, SEED);
  const { cases } = scenario;
  if (cases)
    site.effects.push((draft) => {
      const inputs = cases(draft.features as unknown as Inputs, draft.minute);
      draft.features = { ...inputs };
      draft.chance = chanceOf(FIRST_CONCEPT, inputs, draft.unit);
      draft.positive = random.chance(draft.chance);
    });
  scenario.stage(site, (window) => window * scenario.base);
  return site;
}
