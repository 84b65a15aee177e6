import type { TrafficLevel } from '../interface.js';
import { drawScenery, type SceneryOptions } from './scenery.js';
import { Site } from './site.js';

/** What `create` of a generator is called with. */
export interface Asked {
  readonly seed: number;
  readonly traffic: TrafficLevel;
  readonly warmupDays?: number | undefined;
}

/** The site of an episode. */
export const siteOf = (
  name: string,
  { seed, traffic, warmupDays }: Asked,
  options: Omit<SceneryOptions, 'traffic' | 'warmupDays'>,
): Site => new Site(drawScenery(name, seed, { ...options, traffic, warmupDays }), seed);
