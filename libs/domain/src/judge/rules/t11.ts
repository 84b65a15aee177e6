import { ALL_REGIONS } from '../../report/cells.js';
import { EVERYWHERE, scopeOf } from '../../scope.js';
import { alarmEvidence } from '../alarm.js';
import type { EvidenceItem } from '../decision.js';
import { firingPlaces, onsetOf, riskLevel } from '../observe/champion-risk.js';
import { isOpen } from '../observe/label-alignment.js';
import { maturedSince } from '../observe/matured-rows.js';
import { retrainBlocked } from '../observe/retraining.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';
import type { Window } from '../../window.js';
import { labelFault } from './t10.js';

const MOST_GATE_ROWS = 5000;
const TRAINING_SHARE = 0.1;
/** Trainings that fail in a row until people must look at gate and segment (judge §2, situations). */
const FAILURES_TO_PAGE = 3;
const SOURCE = 'risk given the score';

/** Rows a retraining needs: the contract's `rows >=` gate, else 10 % of the champion's training rows, at most 5 000. */
export function gateRows({ policy, trainings, world }: JudgeState): number {
  for (const gate of policy.contract.gates.train) {
    const asked = gate.kind === 'metric' && gate.metric === 'rows' && gate.operator.startsWith('>');
    if (asked && gate.limit.kind === 'number') return gate.limit.value;
  }
  const champion = world.champion && trainings[world.champion.version];
  const training = champion?.rows ?? policy.reference?.training_rows ?? 0;
  return training > 0 ? Math.min(MOST_GATE_ROWS, Math.ceil(TRAINING_SHARE * training)) : MOST_GATE_ROWS;
}

/** The change of the relation that stands, if any: where, since when (ms), and what has matured since. */
export interface RiskChange {
  readonly places: readonly string[];
  readonly onset: Window;
  readonly rows: number;
  readonly excess: number;
}

/** Reads the conditional detectors: places above their level, their onset, rows and excess loss behind it. */
export function riskChange({ risk, policy, matured, world }: JudgeState): RiskChange | undefined {
  const places = firingPlaces(risk.conditional);
  const onset = onsetOf(risk.conditional, places, policy.contract);
  if (!onset) return undefined;
  return { places, onset, ...maturedSince(matured, onset[1], world.quarantined) };
}

/** T11: what the scores promise no longer holds; a model trained on the time after the change will know better. */
export const t11: Rule = {
  id: 'T11',
  condition:
    'risk given the score is above tolerance, its onset is found, enough clean rows have matured since',
  holds: true,
  opinion(state, report): Opinion[] {
    const change = riskChange(state);
    const { profile } = state.risk;
    // What broke may be the labels: that is asked first, and waited for a day at most.
    const told = !labelFault(state) && !isOpen(state.alignment);
    if (!change || !profile || !told) return [];
    const { retrain } = state.world;
    const blocked = retrainBlocked(retrain, report.window[0]);
    if (blocked) return retrain.failures >= FAILURES_TO_PAGE ? [trainingsFail(state, change)] : [];
    const asked = state.latches.some(({ opinion }) => opinion.rule === 'T11');
    if (!asked && (change.rows < gateRows(state) || change.excess < profile.day_loss)) return [];
    return [
      {
        rule: 'T11',
        // One artifact answers everywhere: the evidence names the regions, the order has none.
        scope: EVERYWHERE,
        reason:
          profile.version === state.world.champion?.version
            ? 'relation_changed'
            : 'relation_changed_weak_profile',
        statements: [
          {
            axis: 'model',
            do: 'retrain',
            range: [change.onset[1], report.matured_until ?? report.window[1]],
          },
          { axis: 'people', do: retrain.failures >= FAILURES_TO_PAGE ? 'page' : 'ticket' },
        ],
        evidence: evidenceOf(state, change),
        onset: change.onset,
        source: SOURCE,
      },
    ];
  },
};

/** The world has changed and no training passes its gates: the next one is for the cool-down, this is for people. */
const trainingsFail = (state: JudgeState, change: RiskChange): Opinion => ({
  rule: 'T11',
  scope: EVERYWHERE,
  reason: 'trainings_fail',
  statements: [
    { axis: 'model', do: 'watch' },
    { axis: 'people', do: 'page' },
  ],
  evidence: [
    {
      rule: 'T11',
      stream: 'trainings that failed in a row',
      scope: EVERYWHERE,
      statistic: 'failures',
      value: state.world.retrain.failures,
      threshold: FAILURES_TO_PAGE,
      kind: 'deterministic',
      counts: {},
    },
    ...evidenceOf(state, change),
  ],
  onset: change.onset,
  source: SOURCE,
});

function evidenceOf(state: JudgeState, change: RiskChange): EvidenceItem[] {
  const { profile, conditional } = state.risk;
  if (!profile) return [];
  const level = riskLevel(profile, state.policy.contract);
  const item = (stream: string, statistic: string, value: number, threshold: number): EvidenceItem => ({
    rule: 'T11',
    stream,
    scope: EVERYWHERE,
    statistic,
    value,
    threshold,
    kind: 'exact',
    counts: { rows: change.rows },
  });
  return [
    ...change.places.map((place) => {
      const alarm = conditional[place];
      const read = item('risk given the score', 'log_e', alarm ? alarmEvidence(alarm) : 0, level);
      return place === ALL_REGIONS ? read : { ...read, scope: scopeOf(`region=${place}`) };
    }),
    item('matured rows since the onset', 'rows', change.rows, gateRows(state)),
    item('excess loss since the onset', 'loss', change.excess, profile.day_loss),
  ];
}
