import { EVERYWHERE } from '../../scope.js';
import { countedDrift } from '../observe/drift.js';
import { firingPlaces } from '../observe/champion-risk.js';
import { maturedSince } from '../observe/matured-rows.js';
import { retrainBlocked } from '../observe/retraining.js';
import { labelFault } from './t10.js';
import type { Opinion, Rule } from '../rule.js';

const SHARE_OF_TRAINING = 0.5;

/**
 * T13: so much new truth has matured that another training may pay, and nothing presses for it. It is said, and left to
 * a person: by itself it would be the calendar's retraining under another name.
 */
export const t13: Rule = {
  id: 'T13',
  condition:
    'clean rows matured since the champion was trained reach half of its training rows, risk quiet, no drift that counts, no release',
  holds: true,
  opinion(state, report): Opinion[] {
    const { risk, world, matured } = state;
    const training = world.champion && state.trainings[world.champion.version];
    const quiet = [risk.total, risk.conditional].every((alarms) => firingPlaces(alarms).length === 0);
    if (!training || !risk.profile || !quiet || labelFault(state) || world.release) return [];
    // While inputs drift, what people ask is whether it does harm: T19 and T22 answer that.
    if (countedDrift(state.drift).length > 0) return [];
    if (retrainBlocked(world.retrain, report.window[0])) return [];
    const { rows } = maturedSince(matured, training.until, world.quarantined);
    const asked = SHARE_OF_TRAINING * training.rows;
    if (training.rows === 0 || rows < asked) return [];
    const until = report.matured_until ?? report.window[1];
    return [
      {
        rule: 'T13',
        scope: EVERYWHERE,
        reason: 'enough_new_rows',
        statements: [
          { axis: 'model', do: 'retrain', range: [training.from ?? training.until, until] },
          { axis: 'people', do: 'none' },
        ],
        evidence: [
          {
            rule: 'T13',
            stream: 'matured rows since the training',
            scope: EVERYWHERE,
            statistic: 'rows',
            value: rows,
            threshold: asked,
            kind: 'deterministic',
            counts: { training_rows: training.rows },
          },
        ],
        onset: null,
      },
    ];
  },
};
