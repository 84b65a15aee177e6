import type { Scenario } from '../play/scenario.js';
import { deploy } from '../play/contract.js';
import { artifactOf } from '../play/runner.js';

/** The servers of one region never loaded the new version: they answer with the old artifact under its label. */
export const wrongArtifact: Scenario = {
  name: 'wrong artifact',
  base: 60,
  windows: 14,
  rows: 400,
  contract: { gates: deploy({ scope: 'region' }) },
  orders: [{ version: 'v2', at: 2 }],
  stage(site) {
    site.effects.push((draft) => {
      if (draft.version === 'v2' && draft.region === 'eu')
        draft.artifact = artifactOf(site.scenery.model, 'v1');
    });
  },
  expected: {
    rule: 'T1',
    headline: 'ROLLBACK',
    vector: {
      traffic: ['rollback region=eu'],
      data: ['clean all'],
      model: ['veto region=eu'],
      people: ['page region=eu'],
    },
    done: ['rollback'],
  },
};
