import { deploy } from '../play/contract.js';
import type { Scenario } from '../play/scenario.js';
import { FIRST_CONCEPT } from '../../../benchmarks/incidents/traffic/concept.js';

/** From one day on customers do the opposite of what they did; scores keep promising the old. */
export const worldChanged: Scenario = {
  name: 'the world changed',
  base: 1_440,
  windows: 22,
  rows: 900,
  trainingRows: 200_000,
  contract: { gates: { ...deploy({}), train: ['rows >= 2000'] } },
  stage(site, minute) {
    const turned = { ...FIRST_CONCEPT, age: -1.2, visits: 1 };
    site.world = (at) => (at >= minute(11) ? turned : FIRST_CONCEPT);
  },
  expected: {
    rule: 'T11',
    headline: 'RETRAIN',
    vector: {
      traffic: ['continue all'],
      data: ['clean all'],
      model: ['retrain all'],
      people: ['ticket all'],
    },
    done: ['retrain'],
  },
};
