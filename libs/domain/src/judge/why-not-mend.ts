import { ALL_REGIONS } from '../report/cells.js';
import type { Report } from '../report/report.js';
import { alarmEvidence } from './alarm.js';
import { eValue, figure, place } from './figures.js';
import { riskLevel } from './observe/champion-risk.js';
import { countedDrift, largestDrift } from './observe/drift.js';
import { openChecks } from './observe/input-checks.js';
import { isOpen } from './observe/label-alignment.js';
import { retrainBlocked } from './observe/retraining.js';
import { gateRows, riskChange } from './rules/t11.js';
import { mixChange, type MixChange } from './rules/t12.js';
import type { JudgeState } from './state.js';
import { harmName } from './stream-name.js';
import type { RuleId, Verdict } from './verdict.js';

/** Why the data are left as they are, or that they are not. */
export function notFixData(state: JudgeState, verdict: Verdict): string {
  const unclean = verdict.data.find((axis) => axis.do !== 'clean');
  if (unclean)
    return unclean.do === 'quarantine'
      ? `that is done as well: ${place(unclean.scope)} is kept out of training`
      : `that is asked for as well: ${place(unclean.scope)} is suspect`;
  const [open] = openChecks(state.checks);
  if (open)
    return `${harmName(open.check)} are beyond their limit, and only what has just been decided about explains them`;
  return `${drift(state)}, ${labels(state)}`;
}

function drift(state: JudgeState): string {
  const [counted] = countedDrift(state.drift);
  if (counted)
    return `every input is within its limits, and that ${counted.feature} drifts (PSI ${figure(counted.psi)}) may be the world`;
  const largest = largestDrift(state.drift);
  return largest
    ? `no input check is open and no drift counts (largest PSI ${figure(largest.psi)}, ${largest.feature})`
    : 'no input check is open';
}

function labels({ policy, labels: { expected } }: JudgeState): string {
  if (!policy.contract.labels) return 'and there are no labels';
  return expected === null ? 'and how labels come is not known yet' : 'and labels come as they did';
}

/** What a training now would learn, by the rule that forbids it. */
const VETO: Readonly<Partial<Record<RuleId, string>>> = {
  T1: 'the model is right where it runs; what answers is another one',
  T2: 'the model is right; what surrounds it is not',
  T3: 'broken inputs would be learnt',
  T4: 'what broke is what serves, and no training mends that',
  T5: 'the candidate is taken back first, and its answers are no lesson',
  T6: 'both versions are overloaded or failing, and no training mends that',
  T8: 'inputs that may be wrong would be learnt',
  T10: 'wrong labels would be learnt',
  T15: "the labels are shaped by the model's own decisions",
  T17: 'the rows that are missing would be missing in the training too',
};

/** Why no model is trained. */
export function notRetrain(state: JudgeState, report: Report, verdict: Verdict): string {
  const veto = verdict.model.find((axis) => axis.do === 'veto');
  if (veto?.rule === 'T7')
    return verdict.data.some((axis) => axis.do === 'quarantine')
      ? 'broken inputs would be learnt'
      : 'answers fail whatever the model has learnt';
  if (veto) return VETO[veto.rule] ?? 'what is wrong now would be learnt';
  const { profile, conditional, learning } = state.risk;
  if (!state.policy.contract.labels) return 'there are no labels to learn from';
  const { release, retrain } = state.world;
  const blocked = retrainBlocked(retrain, report.window[0]);
  if (blocked === 'under_way')
    return release
      ? `the last training is not over before ${release.version} is released`
      : 'a training is under way';
  if (!profile)
    return learning?.since == null
      ? 'no label has matured yet'
      : 'what risk is normal is still being measured, so none can be too high';
  const change = riskChange(state);
  const alarm = conditional[ALL_REGIONS];
  const mix = mixChange(state);
  if (!change && mix) return notForMix(mix);
  if (!change)
    return `the model is as right as its scores promise (E ${eValue(alarm ? alarmEvidence(alarm) : 0)} of ${eValue(riskLevel(profile, state.policy.contract))})`;
  if (isOpen(state.alignment)) return 'it is not told yet whether the labels or the world changed';
  if (blocked === 'cooling_down') return 'the last one is too recent';
  const rows = gateRows(state);
  if (change.rows < rows)
    return `only ${figure(change.rows)} of ${figure(rows)} rows have matured since the change`;
  return `the loss since the change (${figure(change.excess)}) is below a normal day's (${figure(profile.day_loss)})`;
}

function notForMix({ readings }: MixChange): string {
  if (!readings)
    return 'too few days have matured to tell whether the mix of cases or the relation has changed';
  if (readings.some(({ bound }) => !bound.proven))
    return 'it is not told yet whether the mix of cases or the relation has changed';
  return readings.some(({ support }) => support.outOfSupport)
    ? 'the new cases are such as no stored label tells of yet'
    : 'the loss since the change is below that of a normal day';
}
