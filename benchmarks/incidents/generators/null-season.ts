import type { IncidentGenerator } from '../interface.js';
import { siteOf } from '../traffic/episodes.js';

/** 2: nothing happens but day and night, a weekend and a slow swing, for four weeks. */
export const nullSeason: IncidentGenerator = {
  name: 'null-season',
  create: (seed, traffic, options) =>
    siteOf('null-season', { seed, traffic, ...options }, { pace: 'label' }).episode(),
};
