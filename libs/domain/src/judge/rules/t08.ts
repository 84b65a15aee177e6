import { EVERYWHERE, scopeOf, type Scope } from '../../scope.js';
import { alarmEvidence } from '../alarm.js';
import type { EvidenceItem } from '../decision.js';
import { stayedSteps, type AbruptStep } from '../observe/abrupt-steps.js';
import { riskLevel } from '../observe/champion-risk.js';
import { announcedFor } from '../observe/drift-spells.js';
import { openChecks } from '../observe/input-checks.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';

const MOST_FEATURES = 3;

type Stepped = AbruptStep & { readonly feature: string };

/**
 * Inputs that stepped while none of their checks is open and nobody had announced it, if they are few or all of one
 * source: a season moves many.
 */
function suspects({ steps, checks, world, policy }: JudgeState): readonly Stepped[] {
  const checked = new Set(openChecks(checks).map(({ feature }) => feature));
  const length = Math.max(policy.contract.windows.drift_ms, policy.contract.windows.base_ms);
  const stepped = stayedSteps(steps).filter(
    ({ feature, source, from }) =>
      !checked.has(feature) &&
      announcedFor(world, { feature, source, began: [from, from + length] }) === null,
  );
  return stepped.length <= MOST_FEATURES || oneSource(stepped) !== null ? stepped : [];
}

/** The source that two or more of them share; null otherwise. */
function oneSource(stepped: readonly Stepped[]): string | null {
  const source = stepped[0]?.source ?? null;
  return stepped.length > 1 && stepped.every((step) => step.source === source) ? source : null;
}

/** Some detector of the champion's risk is half the way to its level, in nats: the step may do harm already. */
function lossRises({ risk, policy }: JudgeState): boolean {
  if (!risk.profile) return false;
  const half = riskLevel(risk.profile, policy.contract) / 2;
  return [...Object.values(risk.total), ...Object.values(risk.conditional)].some(
    (alarm) => alarmEvidence(alarm) >= half,
  );
}

/** T8: an input's values changed from one drift window to the next, legal as they are: suspect until somebody knows why. */
export const t08: Rule = {
  id: 'T8',
  condition:
    'PSI against the pooled past ≥ max(.2, 3 × noise, 2 × what is usual) in two drift windows that are alike (PSI < max(.1, 3 × noise)) and unlike the one before and yesterday, in every region; at most 3 features or all of one source; no check of them open, no calendar change announced that meets them',
  holds: true,
  opinion(state): Opinion[] {
    const stepped = suspects(state);
    if (stepped.length === 0) return [];
    const source = oneSource(stepped);
    const scope: Scope = source
      ? scopeOf(`source=${source}`)
      : scopeOf(...stepped.map(({ feature }) => `feature=${feature}`));
    const range = [
      Math.min(...stepped.map(({ from }) => from)),
      Math.max(...stepped.map(({ until }) => until)),
    ] as const;
    return [
      {
        rule: 'T8',
        scope,
        reason: 'data_suspect',
        statements: [
          { axis: 'traffic', do: 'hold', scope: EVERYWHERE },
          { axis: 'data', do: 'suspect', range },
          { axis: 'model', do: 'veto', scope: EVERYWHERE },
          { axis: 'people', do: lossRises(state) ? 'page' : 'ticket', scope: EVERYWHERE },
        ],
        evidence: stepped.map(evidenceOf),
        onset: range,
        ...(scope.length === 1 && scope[0] !== undefined ? { source: scope[0] } : {}),
      },
    ];
  },
};

const evidenceOf = ({ feature, psi, limit, from, until }: Stepped): EvidenceItem => ({
  rule: 'T8',
  stream: `step of ${feature}`,
  scope: scopeOf(`feature=${feature}`),
  statistic: 'psi',
  value: psi,
  threshold: limit,
  kind: 'asymptotic',
  counts: { from, until },
});
