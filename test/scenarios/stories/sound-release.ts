import type { Scenario } from '../play/scenario.js';
import { deploy } from '../play/contract.js';

/** A version as good as the one before it gets its next share. */
export const soundRelease: Scenario = {
  name: 'sound release',
  base: 60,
  windows: 26,
  rows: 800,
  contract: { gates: deploy({ canary: ['50%', '100%'] }) },
  orders: [{ version: 'v2', at: 2 }],
  stage: () => undefined,
  expected: {
    rule: 'T20',
    headline: 'PROMOTE',
    vector: { traffic: ['promote all'], data: ['clean all'], model: ['keep all'], people: ['none all'] },
  },
};
