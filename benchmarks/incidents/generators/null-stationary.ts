import { generatorOf } from '../traffic/episodes.js';

/** 1: nothing happens at a place whose traffic hardly changes. */
export const nullStationary = generatorOf(
  'null-stationary',
  { pace: 'serving', amplitude: 0 },
  () => undefined,
);
