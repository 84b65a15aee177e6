import { ALL_REGIONS } from '../../report/cells.js';
import { EVERYWHERE, scopeOf } from '../../scope.js';
import { alarmEvidence } from '../alarm.js';
import type { EvidenceItem } from '../decision.js';
import { firingPlaces, onsetOf, riskLevel } from '../observe/champion-risk.js';
import { maturedSince } from '../observe/matured-rows.js';
import { residualSince, type ResidualReading } from '../observe/residual-days.js';
import { retrainBlocked } from '../observe/retraining.js';
import type { Opinion, Rule, Statement } from '../rule.js';
import type { JudgeState } from '../state.js';
import type { Window } from '../../window.js';
import { labelFault } from './t10.js';
import { gateRows } from './t11.js';

/** Risk in all above tolerance: where, since when (ms), and what each place has shown since; null while it is too early. */
export interface MixChange {
  readonly places: readonly string[];
  readonly onset: Window;
  readonly readings: readonly ResidualReading[] | null;
}

/** Reads the detectors of the risk in all and, behind their onset, the part of it that scores do not explain. */
export function mixChange({ risk, residuals, policy }: JudgeState): MixChange | undefined {
  const places = firingPlaces(risk.total);
  const onset = onsetOf(risk.total, places, policy.contract);
  if (!onset) return undefined;
  const read = places.map((place) => residualSince(residuals, place, onset[0], policy.contract.timezone));
  const readings = read.flatMap((reading) => reading ?? []);
  return { places, onset, readings: readings.length < places.length ? null : readings };
}

/** T12: more risk although each score keeps its meaning: other cases come now, known ones or such as nobody has seen. */
export const t12: Rule = {
  id: 'T12',
  condition: 'risk in all is above tolerance while the excess given the score is bounded: the mix has moved',
  holds: true,
  opinion(state, report): Opinion[] {
    const change = mixChange(state);
    const { profile } = state.risk;
    if (!change?.readings || !profile || labelFault(state)) return [];
    const fired = firingPlaces(state.risk.conditional).length > 0;
    if (fired || !change.readings.every(({ bound }) => bound.proven)) return [];
    const strange = change.readings.some(({ support }) => support.outOfSupport);
    const asked = state.latches.some(({ opinion }) => opinion.rule === 'T12');
    const worth = change.readings.reduce((sum, { excess }) => sum + excess, 0) >= profile.day_loss;
    const retrains = !strange && (asked || worth) && !retrainBlocked(state.world.retrain, report.window[0]);
    if (!strange && !retrains) return [];
    return [
      {
        rule: 'T12',
        scope: EVERYWHERE,
        reason: strange ? 'mix_out_of_support' : 'mix_moved',
        statements: strange ? OUT_OF_SUPPORT : inSupport(state, change.onset[1], report.matured_until),
        evidence: evidenceOf(state, change, change.readings),
        onset: change.onset,
        source: 'mix of cases',
      },
    ];
  },
};

const OUT_OF_SUPPORT: readonly Statement[] = [
  { axis: 'model', do: 'watch' },
  { axis: 'people', do: 'page' },
];

/** Rows of the new mix weigh as it does by themselves; while they are too few the range is left to the controller. */
function inSupport(state: JudgeState, from: number, until: number | null): readonly Statement[] {
  const { rows } = maturedSince(state.matured, from, state.world.quarantined);
  const enough = until !== null && rows >= gateRows(state);
  return [
    { axis: 'model', do: 'retrain', ...(enough ? { range: [from, until] as const } : {}) },
    { axis: 'people', do: 'ticket' },
  ];
}

function evidenceOf(
  state: JudgeState,
  { places }: MixChange,
  readings: readonly ResidualReading[],
): EvidenceItem[] {
  const { profile, total } = state.risk;
  if (!profile) return [];
  const level = riskLevel(profile, state.policy.contract);
  return places.flatMap((place, i): EvidenceItem[] => {
    const alarm = total[place];
    const reading = readings[i];
    if (!alarm || !reading) return [];
    const { bound, support, labels } = reading;
    const shared = {
      rule: 'T12',
      scope: place === ALL_REGIONS ? EVERYWHERE : scopeOf(`region=${place}`),
      kind: 'asymptotic',
      counts: { labels },
    } as const;
    return [
      {
        ...shared,
        stream: 'risk in all',
        statistic: 'log_e',
        value: alarmEvidence(alarm),
        threshold: level,
        kind: 'exact',
      },
      {
        ...shared,
        stream: 'loss beyond what the scores explain',
        statistic: 'upper_bound',
        value: bound.upper,
        threshold: bound.tolerated,
      },
      {
        ...shared,
        stream: 'answers with scores the profile hardly knows',
        statistic: 'share_at_least',
        value: support.lowerBound,
        threshold: 0.05,
      },
    ];
  });
}
