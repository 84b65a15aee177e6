import { deploy } from '../play/contract.js';
import type { Scenario } from '../play/scenario.js';

const HARD_FROM = 11 * 1_440;

/** More of the cases that were always hard to tell come now; each score means what it meant. */
export const otherCases: Scenario = {
  name: 'other cases come',
  base: 1_440,
  windows: 26,
  rows: 1_000,
  trainingRows: 200_000,
  contract: { gates: { ...deploy({}), train: ['rows >= 2000'] } },
  cases: (usual, minute) =>
    minute !== null && minute >= HARD_FROM ? usual : { ...usual, age: 5 * usual.age },
  stage: () => undefined,
  expected: {
    rule: 'T12',
    headline: 'HOLD',
    vector: {
      traffic: ['continue all'],
      data: ['clean all'],
      model: ['retrain all'],
      people: ['ticket all'],
    },
  },
};
