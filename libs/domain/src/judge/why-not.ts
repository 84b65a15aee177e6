import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import { ALL_REGIONS } from '../report/cells.js';
import type { Report } from '../report/report.js';
import { alarmEvidence, isOn } from './alarm.js';
import type { WhyNot } from './decision.js';
import { alphaOf } from './exposure.js';
import { duration, figure } from './figures.js';
import { riskLevel } from './observe/champion-risk.js';
import { leadingContrast } from './observe/contrasts.js';
import { largestDrift } from './observe/drift.js';
import { openChecks } from './observe/input-checks.js';
import { isOpen } from './observe/label-alignment.js';
import { retrainBlocked } from './observe/retraining.js';
import { gateRows, riskChange } from './rules/t11.js';
import { mixChange, type MixChange } from './rules/t12.js';
import { stepConditions } from './rules/t20.js';
import type { JudgeState } from './state.js';
import type { Headline, Verdict } from './verdict.js';

/** Why each action that the headline does not name was not taken, from the figures that speak against it. */
export function whyNot(
  state: JudgeState,
  report: Report,
  verdict: Verdict,
  headline: Headline,
): readonly WhyNot[] {
  const reasons: readonly (WhyNot & { readonly headline: Headline })[] = [
    { headline: 'ROLLBACK', action: 'rollback', because: notRollback(state) },
    { headline: 'PAUSE', action: 'pause', because: notPause(state) },
    { headline: 'FIX_DATA', action: 'fix-data', because: notFixData(state) },
    { headline: 'RETRAIN', action: 'retrain', because: notRetrain(state, report, verdict) },
    { headline: 'PROMOTE', action: 'promote', because: notPromote(state, verdict) },
  ];
  return reasons
    .filter((reason) => reason.headline !== headline)
    .map(({ action, because }) => ({ action, because }));
}

function notRollback(state: JudgeState): string {
  const { release } = state.world;
  if (Object.keys(state.assignment.off).length > 0)
    return 'traffic is not divided as planned, so its parts cannot be compared';
  if (!release) return 'no release is in flight, and no break follows a change of ours';
  const leader = leadingContrast(release);
  if (!leader) return `nothing has been seen yet that could tell ${release.version} from ${release.control}`;
  const level = logLevel(alphaOf(release, state.policy.contract).rollback);
  return `no stream shows ${release.version} to be worse than ${release.control} (ln E ${figure(leader.logEvidence)} of ${figure(level)})`;
}

function notPause(state: JudgeState): string {
  const uneven = Object.keys(state.assignment.off)[0];
  if (uneven !== undefined) return `${uneven} is not divided as planned, but a stronger action stands`;
  const on = Object.values(state.levels.alarms).filter(isOn).length;
  if (on > 0) return 'a stronger action stands';
  const { release } = state.world;
  const leader = release && leadingContrast(release);
  if (!release || !leader) return 'no service level is broken and no stream is silent';
  if (release.pause.approved) return 'a person has let the release go on in spite of the contrast';
  const level = logLevel(alphaOf(release, state.policy.contract).pause);
  return leader.logEvidence < level
    ? `no service level is broken, no stream is silent, and no contrast asks to wait (ln E ${figure(leader.logEvidence)} of ${figure(level)})`
    : 'a stronger action stands';
}

function notFixData(state: JudgeState): string {
  const open = openChecks(state.checks);
  if (open.length > 0) return `${open[0]?.check} is open, but a stronger action stands`;
  const largest = largestDrift(state.drift);
  const drift = largest ? ` (largest PSI ${figure(largest.psi)}, ${largest.feature})` : '';
  return `no input check is open${drift}, labels come as they did`;
}

function notRetrain(state: JudgeState, report: Report, verdict: Verdict): string {
  const veto = verdict.model.find((axis) => axis.do === 'veto');
  if (veto?.rule === 'T15') return "the labels are shaped by the model's own decisions";
  if (veto) return 'what is wrong now would be learnt';
  const { profile, conditional, learning } = state.risk;
  if (!state.policy.contract.labels) return 'there are no labels to learn from';
  if (!profile)
    return learning?.since == null ? 'no label has matured yet' : 'its normal risk is still being measured';
  const change = riskChange(state);
  const alarm = conditional[ALL_REGIONS];
  const risk = `risk given the score ln E ${figure(alarm ? alarmEvidence(alarm) : 0)} of ${figure(riskLevel(profile, state.policy.contract))}`;
  const mix = mixChange(state);
  if (!change && mix) return notForMix(mix);
  if (!change) return `the model is as right as its scores promise (${risk})`;
  if (isOpen(state.alignment)) return 'it is not told yet whether the labels or the world changed';
  const blocked = retrainBlocked(state.world.retrain, report.window[0]);
  if (blocked === 'under_way') return 'it is under way';
  if (blocked === 'cooling_down') return 'the last one is too recent';
  const rows = gateRows(state);
  if (change.rows < rows) return `only ${change.rows} of ${rows} rows have matured since the change`;
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

function notPromote(state: JudgeState, verdict: Verdict): string {
  const { release } = state.world;
  if (!release) return 'no release is in flight';
  if (verdict.data.some((axis) => axis.do !== 'clean')) return 'the data are not clean';
  const conditions = stepConditions(release, state);
  if (conditions.length === 0) return `${release.version} is at its last step`;
  const unmet = conditions.find(({ met }) => !met)?.evidence;
  if (!unmet) return 'something above speaks against it';
  if (unmet.statistic === 'ms')
    return `step ${release.step + 1} lasts ${duration(unmet.threshold ?? 0)}, ${duration(unmet.value ?? 0)} are over`;
  return `${unmet.stream}: ${figure(unmet.value ?? 0)} of ${figure(unmet.threshold ?? 0)}`;
}
