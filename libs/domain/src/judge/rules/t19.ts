import { EVERYWHERE } from '../../scope.js';
import { boundOfWeek } from '../observe/benign-days.js';
import { countedDrift } from '../observe/drift.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';
import { driftEvidence } from './t14.js';

/** The benign bound of the champion's own, full profile: met, or undefined where it cannot be said. */
export function provenBenign({ risk, benign, world }: JudgeState): ReturnType<typeof boundOfWeek> {
  const own = risk.profile?.version === world.champion?.version && risk.profile?.strength === 'full';
  const bound = own ? boundOfWeek(benign) : undefined;
  return bound?.proven ? bound : undefined;
}

/** T19: inputs have drifted and the truth of a week says that it does no harm: keep the model, and say why. */
export const t19: Rule = {
  id: 'T19',
  condition: 'drift that counts, and the 7-day mean loss + 3 SE is at most the mean tolerated risk',
  holds: false,
  opinion(state): Opinion[] {
    const bound = provenBenign(state);
    if (!bound || countedDrift(state.drift).length === 0) return [];
    const rows = state.benign.slice(0, -1).reduce((sum, [, n]) => sum + n, 0);
    return [
      {
        rule: 'T19',
        scope: EVERYWHERE,
        reason: 'benign_proven',
        statements: [
          { axis: 'model', do: 'keep' },
          { axis: 'people', do: 'none' },
        ],
        evidence: [
          {
            rule: 'T19',
            stream: 'matured loss of a week',
            scope: EVERYWHERE,
            statistic: 'mean_plus_3_se',
            value: bound.mean + 3 * bound.standardError,
            threshold: bound.tolerated,
            kind: 'asymptotic',
            counts: { rows },
          },
          ...driftEvidence('T19', countedDrift(state.drift)),
        ],
        onset: [Math.min(...countedDrift(state.drift).map(({ since }) => since)), state.window[1]],
      },
    ];
  },
};
