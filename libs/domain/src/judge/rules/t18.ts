import { counterfactualLogEvidence } from '@checkride/statistics/contrast/counterfactual';
import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import { ALL_REGIONS } from '../../report/cells.js';
import type { Report } from '../../report/report.js';
import { EVERYWHERE, scopeOf, type Scope } from '../../scope.js';
import type { Window } from '../../window.js';
import { alarmEvidence, type Alarm } from '../alarm.js';
import type { EvidenceItem } from '../decision.js';
import { alphaOf } from '../exposure.js';
import { firingPlaces, onsetOf, riskLevel } from '../observe/champion-risk.js';
import { leadingContrast } from '../observe/contrasts.js';
import { isAtLastStep } from '../observe/release.js';
import { changesIn } from '../onset.js';
import type { Opinion, Rule, Statement } from '../rule.js';
import type { JudgeState } from '../state.js';
import { contrastEvidence } from './t05.js';

/** Odds by which the version before must have been the better one on rows that both have answered (judge §2). */
const COUNTERFACTUAL_ODDS = 20;

interface LateHarm {
  readonly scope: Scope;
  readonly onset: Window;
  readonly evidence: EvidenceItem;
}

/** The risk that stands above its level although nothing of ours was changed when it began. */
function lateHarm({ risk, policy, world }: JudgeState): LateHarm | undefined {
  const { contract } = policy;
  const kinds = [
    ['total risk', risk.total],
    ['risk given the score', risk.conditional],
  ] as const;
  const fired = kinds.find(([, alarms]) => firingPlaces(alarms).length > 0);
  if (!fired || !risk.profile) return undefined;
  const [stream, alarms] = fired;
  const places = firingPlaces(alarms);
  const onset = onsetOf(alarms, places, contract);
  const scope = places.includes(ALL_REGIONS)
    ? EVERYWHERE
    : scopeOf(...places.map((place) => `region=${place}`));
  if (!onset || changesIn(world.changes, onset, scope, contract.windows.base_ms).length > 0) return undefined;
  const evidence: EvidenceItem = {
    rule: 'T18',
    stream,
    scope,
    statistic: 'log_e',
    value: highest(alarms, places),
    threshold: riskLevel(risk.profile, contract),
    kind: 'exact',
    counts: {},
  };
  return { scope, onset, evidence };
}

const highest = (alarms: Readonly<Record<string, Alarm>>, places: readonly string[]): number =>
  Math.max(...places.flatMap((place) => (alarms[place] ? [alarmEvidence(alarms[place])] : [])));

/** What speaks for the version before: a holdback's contrast at pause level, or rows that both versions have answered. */
function comparison(
  state: JudgeState,
  { serving }: Report,
): { back?: string; evidence: EvidenceItem } | undefined {
  const { release, past } = state.world;
  const { contract } = state.policy;
  if (release) {
    const leader = leadingContrast(release);
    const held =
      isAtLastStep(release, contract) && serving.some(({ role, n }) => role === 'holdback' && n > 0);
    if (!held || !leader || !release.pause.on) return undefined;
    const level = logLevel(alphaOf(release, contract).pause);
    return { back: release.control, evidence: contrastEvidence('T18', leader, state, level) };
  }
  if (!past) return undefined;
  const logEvidence = counterfactualLogEvidence({ newWorse: past.newer_worse, newBetter: past.older_worse });
  if (logEvidence < Math.log(COUNTERFACTUAL_ODDS)) return undefined;
  return {
    evidence: {
      rule: 'T18',
      stream: `rows answered by ${past.version} and again by ${past.previous}`,
      scope: EVERYWHERE,
      statistic: 'log_e',
      value: logEvidence,
      threshold: Math.log(COUNTERFACTUAL_ODDS),
      kind: 'exact',
      counts: { newer_worse: past.newer_worse, older_worse: past.older_worse },
    },
  };
}

/** T18: harm that shows only after the last step, with nothing else to blame: back while a holdback proves it, else a page. */
export const t18: Rule = {
  id: 'T18',
  condition:
    'a release at its last step or complete for less than 14 days, risk above its level, no own change in its onset; the holdback’s contrast at pause level, else counterfactual e ≥ 20',
  holds: true,
  opinion(state, report): Opinion[] {
    const harm = lateHarm(state);
    const found = harm && comparison(state, report);
    if (!harm || !found) return [];
    const rollback: Statement[] =
      found.back === undefined
        ? []
        : [{ axis: 'traffic', do: 'rollback', target: found.back, scope: EVERYWHERE }];
    return [
      {
        rule: 'T18',
        scope: harm.scope,
        reason: 'late_harm',
        statements: [...rollback, { axis: 'people', do: 'page' }],
        evidence: [found.evidence, harm.evidence],
        onset: harm.onset,
      },
    ];
  },
};
