import type { IncidentGenerator } from '../interface.js';
import { distract } from './distractors.js';
import { drawScenery, type SceneryOptions } from './scenery.js';
import { Site } from './site.js';

/** What a generator fixes of its sites; by seed where seeds differ in it. */
export type SitePlan = Omit<SceneryOptions, 'traffic' | 'warmupDays'>;

/** A generator that lets something happen at a site of its own. */
export function generatorOf(
  name: string,
  plan: SitePlan | ((seed: number) => SitePlan),
  happen: (site: Site, seed: number) => void,
): IncidentGenerator {
  return {
    name,
    create(seed, traffic, options) {
      const fixed = typeof plan === 'function' ? plan(seed) : plan;
      const warmupDays = options?.warmupDays;
      const site = new Site(drawScenery(name, seed, { ...fixed, traffic, warmupDays }), seed);
      happen(site, seed);
      distract(site, seed);
      return site.episode();
    },
  };
}
