import type { IncidentGenerator } from '../interface.js';
import { siteOf } from '../traffic/episodes.js';

/** 1: nothing happens at a place whose traffic hardly changes. */
export const nullStationary: IncidentGenerator = {
  name: 'null-stationary',
  create: (seed, traffic, options) =>
    siteOf('null-stationary', { seed, traffic, ...options }, { pace: 'serving', amplitude: 0 }).episode(),
};
