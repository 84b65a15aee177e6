import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import { EVERYWHERE } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import { alphaOf } from '../exposure.js';
import { leadingContrast } from '../observe/contrasts.js';
import { MOST_PAUSED_MS } from '../observe/pause.js';
import type { Opinion, Rule } from '../rule.js';
import { contrastEvidence } from './t05.js';

/** T16: a contrast speaks against the candidate, not yet with proof: it stays at its share, a day in all, then a person decides. */
export const t16: Rule = {
  id: 'T16',
  condition:
    'a contrast at 1/α′ of a pause, until below half of it in 2 windows; 24 h in all per release, then a person decides',
  holds: true,
  opinion(state): Opinion[] {
    const { release } = state.world;
    const leader = release && leadingContrast(release);
    if (!release || !leader || !release.pause.on || release.pause.approved) return [];
    const { contract } = state.policy;
    const waits = release.pause.held_ms >= MOST_PAUSED_MS;
    const held: EvidenceItem = {
      rule: 'T16',
      stream: 'time held in all',
      scope: EVERYWHERE,
      statistic: 'ms',
      value: release.pause.held_ms,
      threshold: MOST_PAUSED_MS,
      kind: 'deterministic',
      counts: {},
    };
    return [
      {
        rule: 'T16',
        scope: EVERYWHERE,
        reason: waits ? 'waiting_approval' : 'contrast_above_pause',
        statements: [
          { axis: 'traffic', do: 'hold' },
          { axis: 'people', do: waits ? 'page' : 'ticket' },
        ],
        evidence: [contrastEvidence('T16', leader, state, logLevel(alphaOf(release, contract).pause)), held],
        onset: [release.started_at, state.window[1]],
        source: `release ${release.id}`,
      },
    ];
  },
};
