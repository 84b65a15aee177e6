import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import { EVERYWHERE, scopeOf, type Scope } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import { alphaOf } from '../exposure.js';
import { leadingContrast, type ContrastStanding } from '../observe/contrasts.js';
import { ALL_UNITS, marginOf } from '../observe/stream-plan.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';

/** Where a stream's units are, in the words of scopes. */
function scopeOfStream(segment: string, regionName: string | null): Scope {
  if (segment === ALL_UNITS) return EVERYWHERE;
  const [name = '', value = ''] = segment.split('=', 2);
  return scopeOf(name === regionName ? `region=${value}` : `segment.${segment}`);
}

/** The leading contrast as evidence against a level of ln(w·S). */
export function contrastEvidence(
  rule: 'T5' | 'T16' | 'T18' | 'T20',
  standing: ContrastStanding,
  state: JudgeState,
  threshold: number,
): EvidenceItem {
  const { contract } = state.policy;
  const [n, k, controlN, controlK] = standing.units;
  const place = standing.segment === ALL_UNITS ? '' : `|${standing.segment}`;
  return {
    rule,
    stream: `${standing.metric}${place}`,
    scope: scopeOfStream(standing.segment, contract.region),
    statistic: 'log_e',
    value: standing.logEvidence,
    threshold,
    margin: marginOf(contract, standing.metric),
    kind: 'exact',
    counts: { candidate_n: n, candidate_k: k, control_n: controlN, control_k: controlK },
  };
}

/** T5: the candidate is worse than the version beside it on some stream, with proof: it is rolled back. */
export const t05: Rule = {
  id: 'T5',
  condition: 'a contrast of candidate and control reaches 1/α′ of rollback on any stream',
  holds: true,
  opinion(state): Opinion[] {
    const { release } = state.world;
    const leader = release && leadingContrast(release);
    if (!release || !leader) return [];
    const level = logLevel(alphaOf(release, state.policy.contract).rollback);
    // Proof once given stays given until the ledger ends the release or starts it again: the level bounds the supremum.
    const given = state.latches.filter(({ opinion }) => opinion.rule === 'T5').map(({ opinion }) => opinion);
    if (leader.logEvidence < level) return given;
    const evidence = contrastEvidence('T5', leader, state, level);
    const byRegion = state.policy.contract.gates.deploy.scope === 'region';
    const regionOnly = byRegion && evidence.scope.every((word) => word.startsWith('region='));
    return [
      {
        rule: 'T5',
        scope: regionOnly ? evidence.scope : EVERYWHERE,
        reason: `${leader.metric}_worse_than_control`,
        statements: [
          { axis: 'traffic', do: 'rollback', target: release.control },
          { axis: 'model', do: 'veto', scope: EVERYWHERE },
          { axis: 'people', do: 'page' },
        ],
        evidence: [evidence],
        onset: [release.started_at, state.window[1]],
        source: `release ${release.id}`,
      },
    ];
  },
};
