import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import { EVERYWHERE } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import { alphaOf, exposureOf } from '../exposure.js';
import { leadingContrast } from '../observe/contrasts.js';
import { isAtLastStep, type ReleaseState } from '../observe/release.js';
import { proofsOf } from '../promotion-class.js';
import { SEVERITY } from '../join.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';
import { contrastEvidence } from './t05.js';

const HALF = 0.5;
const BLOCKING: ReadonlySet<string> = new Set([
  ...['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10'],
  ...['T14', 'T16', 'T17', 'T18'],
]);

/** What a release must have shown before its next step, each figure beside its limit; empty at the last step. */
export function stepConditions(
  release: ReleaseState,
  state: JudgeState,
): { met: boolean; evidence: EvidenceItem }[] {
  const { contract } = state.policy;
  const { canary, bake_ms } = contract.gates.deploy;
  const next = canary[release.step + 1];
  const exposure = exposureOf(release, contract);
  if (next === undefined || !exposure) return [];
  const item = (stream: string, statistic: string, value: number, threshold: number): EvidenceItem => ({
    rule: 'T20',
    stream,
    scope: EVERYWHERE,
    statistic,
    value,
    threshold,
    kind: 'deterministic',
    counts: { step: release.step },
  });
  const baked = state.window[1] - release.step_since;
  const odds = exposure.odds === null ? '' : ` (odds × ${exposure.odds} would show)`;
  const pause = logLevel(alphaOf(release, contract).pause);
  const leader = leadingContrast(release);
  const cohorts = contract.labels && next >= HALF ? 1 : 0;
  return [
    { met: baked >= bake_ms, evidence: item('bake', 'ms', baked, bake_ms) },
    {
      met: exposure.seen >= exposure.needed,
      evidence: item(
        `candidate units for ${exposure.metric}${odds}`,
        'units',
        exposure.seen,
        exposure.needed,
      ),
    },
    {
      met: release.matured_cohorts >= cohorts,
      evidence: item('matured cohorts of the candidate', 'cohorts', release.matured_cohorts, cohorts),
    },
    ...(leader
      ? [{ met: leader.logEvidence < pause, evidence: contrastEvidence('T20', leader, state, pause) }]
      : []),
  ];
}

/** T20: enough was seen, nothing speaks against the candidate, nothing else is wrong: the next step; after the watch, what is proven. */
export const t20: Rule = {
  id: 'T20',
  condition:
    'data clean, none of T1–T10, T14, T16–T18 in force, bake over, exposure met, no contrast at pause level',
  holds: false,
  opinion(state, report, earlier): Opinion[] {
    const { release } = state.world;
    if (!release || release.share === 0) return [];
    const blocked = earlier.some(
      ({ rule, statements }) =>
        BLOCKING.has(rule) ||
        statements.some(({ axis, do: action }) => axis === 'data' && SEVERITY.data.indexOf(action) > 0),
    );
    if (blocked) return [];
    if (isAtLastStep(release, state.policy.contract)) return watched(release, state);
    const conditions = stepConditions(release, state);
    if (conditions.length === 0 || !conditions.every(({ met }) => met)) return [];
    return [
      {
        rule: 'T20',
        scope: EVERYWHERE,
        reason: `step_${release.step + 2}_of_${state.policy.contract.gates.deploy.canary.length}`,
        statements: [
          { axis: 'traffic', do: 'promote', target: release.version },
          { axis: 'people', do: 'none' },
        ],
        evidence: conditions.map(({ evidence }) => evidence),
        onset: [release.step_since, report.window[1]],
      },
    ];
  },
};

/** The end of the watch: nothing is left to do but to say what was proven, stream by stream, and what was only not seen. */
function watched(release: ReleaseState, state: JudgeState): Opinion[] {
  const { contract } = state.policy;
  const over = state.window[1] - release.step_since;
  const { watch_ms } = contract.gates.deploy;
  const proofs = proofsOf(release, contract);
  if (over < watch_ms || release.pause.on || proofs.length === 0) return [];
  return [
    {
      rule: 'T20',
      scope: EVERYWHERE,
      reason: proofs.every(({ proven }) => proven) ? 'proven_non_inferior' : 'not_harmful_so_far',
      statements: [
        { axis: 'traffic', do: 'continue' },
        { axis: 'model', do: 'keep' },
        { axis: 'people', do: 'none' },
      ],
      evidence: proofs.map(({ metric, upper, allowed, margin, units }): EvidenceItem => ({
        rule: 'T20',
        stream: metric,
        scope: EVERYWHERE,
        statistic: 'worse_by_at_most',
        value: upper,
        threshold: allowed,
        margin,
        kind: 'asymptotic',
        counts: { units },
      })),
      onset: [release.step_since, state.window[1]],
    },
  ];
}
