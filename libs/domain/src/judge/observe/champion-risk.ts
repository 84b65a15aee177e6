import { alarmLevel, burstCap } from '@checkride/statistics/detector/alarm-level';
import { updateRisk } from '@checkride/statistics/detector/risk';
import { FIXED_POINT_UNIT } from '@checkride/statistics/numerics/fixed';
import type { ModelContract } from '../../contract/contract.js';
import { ALL_REGIONS, type CohortCell } from '../../report/cells.js';
import type { Window } from '../../window.js';
import { ALARM_START, lastingTerms, updateAlarm, type Alarm } from '../alarm.js';
import { joinOnsets } from '../onset.js';
import { addToBatches, takeDue, type Batch, type PendingBatches } from './batches.js';
import type { Champion, WorldState } from './ledger.js';
import { isAtLastStep } from './release.js';
import {
  freezeProfile,
  learnProfile,
  LEARNING_START,
  riskByPhase,
  riskByScore,
  supportOf,
  type FrozenProfile,
  type ProfileLearning,
} from './live-profile.js';

/** One closed batch of a place: what it was and what was tolerated, for the benign bounds and the cost of waiting. */
export interface JudgedBatch {
  readonly place: string;
  readonly from: number;
  readonly until: number;
  readonly labels: number;
  /** Sums over the batch, plain numbers: loss, loss expected and tolerated in its phases, and given its scores. */
  readonly loss: number;
  readonly expectedByPhase: number;
  readonly toleratedByPhase: number;
  readonly expectedByScore: number;
  readonly toleratedByScore: number;
  /** Labels with scores that hardly occur in the profile. */
  readonly outside: number;
}

/** The champion's risk: its profile (learning or serving) and the detectors by place. */
export interface ChampionRisk {
  readonly version: string | null;
  readonly pending: PendingBatches;
  readonly learning: ProfileLearning | null;
  readonly profile: FrozenProfile | null;
  readonly total: Readonly<Record<string, Alarm>>;
  readonly conditional: Readonly<Record<string, Alarm>>;
}

/** Before any champion. */
export const RISK_START: ChampionRisk = {
  version: null,
  pending: {},
  learning: null,
  profile: null,
  total: {},
  conditional: {},
};

/** ln A of the risk detectors: {total, conditional} × places, at the profile's batches a year (judge §3.2). */
export const riskLevel = (profile: FrozenProfile, contract: ModelContract): number =>
  alarmLevel({
    detectors: 2 * Object.keys(profile.phases).length,
    windowsPerYear: profile.batches_per_year,
    falseAlarmsPerYear: contract.signals.retrain.false_per_year,
  });

const FULL_DAYS = 14;

/**
 * A new champion starts with the predecessor's profile (weak) and silent detectors; one whose own profile is still there,
 * since it was away for a release's last step only, takes it up again.
 */
function crown(risk: ChampionRisk, version: string): ChampionRisk {
  const { profile } = risk;
  if (profile?.version !== version)
    return {
      ...RISK_START,
      version,
      learning: LEARNING_START,
      profile: profile && { ...profile, strength: 'weak' },
    };
  const strength = profile.days >= FULL_DAYS ? 'full' : 'weak';
  return { ...RISK_START, version, profile: { ...profile, strength } };
}

/** Whose matured truth is judged: the champion's, or the candidate's from its last step on, if there is a profile for it. */
export function riskSubject(
  risk: ChampionRisk,
  { release, champion }: WorldState,
  contract: ModelContract,
): Champion | null {
  if (!release || !risk.profile || !isAtLastStep(release, contract)) return champion;
  return { version: release.version, since: release.step_since, predecessor: release.control };
}

/** Detectors after a label fault has healed: they start again (rule T10). */
export const restartDetectors = (risk: ChampionRisk): ChampionRisk => ({
  ...risk,
  pending: {},
  total: {},
  conditional: {},
});

/** Folds matured cohorts of the champion. Closed batches of every place are handed on, judged by the profile in force. */
export function observeRisk(
  before: ChampionRisk,
  champion: Champion | null,
  cohorts: readonly CohortCell[],
  contract: ModelContract,
): { risk: ChampionRisk; judged: JudgedBatch[] } {
  if (!champion || !contract.labels) return { risk: before, judged: [] };
  const risk = before.version === champion.version ? before : crown(before, champion.version);
  const own = cohorts.filter(
    ({ version, role, over }) =>
      version === champion.version && role !== 'shadow' && over[0] >= champion.since,
  );
  if (own.length === 0) return { risk, judged: [] };
  const { due, waiting } = takeDue(
    addToBatches(risk.pending, own, contract.timezone, supportOf(risk.profile)),
    contract.labels.batch_ms,
  );
  const judged = risk.profile ? judge(risk, risk.profile, due, contract) : { risk, judged: [] };
  return { ...judged, risk: { ...learn(judged.risk, own, due, contract), pending: waiting } };
}

function learn(
  risk: ChampionRisk,
  cells: readonly CohortCell[],
  due: readonly Batch[],
  contract: ModelContract,
): ChampionRisk {
  if (!risk.learning || !contract.labels || risk.version === null) return risk;
  const newest = Math.max(...cells.map(({ over }) => over[0]));
  const days = contract.labels.profile_days;
  const frozen = freezeProfile(risk.learning, risk.version, days, newest, contract.timezone);
  if (frozen) return { ...risk, learning: null, profile: frozen, total: {}, conditional: {} };
  const closed = due.filter(({ place }) => place === ALL_REGIONS).length;
  return { ...risk, learning: learnProfile(risk.learning, cells, closed, contract.timezone) };
}

function judge(
  risk: ChampionRisk,
  profile: FrozenProfile,
  due: readonly Batch[],
  contract: ModelContract,
): { risk: ChampionRisk; judged: JudgedBatch[] } {
  const tolerance = contract.gates.monitor.risk_tolerance;
  const level = riskLevel(profile, contract);
  const total = { ...risk.total };
  const conditional = { ...risk.conditional };
  const judged: JudgedBatch[] = [];
  for (const batch of due) {
    const byPhase = riskByPhase(profile, batch, tolerance);
    if (!byPhase) continue;
    const byScore = riskByScore(profile, batch, tolerance);
    const bet = (alarm: Alarm | undefined, tolerated: number): Alarm =>
      updateAlarm(alarm ?? ALARM_START, lastingTerms(level), (detector) =>
        updateRisk(detector, {
          window: Math.floor(batch.from / contract.windows.base_ms),
          subBatches: batch.subBatches,
          tolerated,
          cap: burstCap(level),
        }),
      );
    if (byPhase.tolerated > 0) total[batch.place] = bet(total[batch.place], byPhase.tolerated);
    // Answers without a score have no place among the bins: nothing is expected of them, so nothing is bet.
    if (batch.cells.length > 0) conditional[batch.place] = bet(conditional[batch.place], byScore.tolerated);
    judged.push({
      place: batch.place,
      from: batch.from,
      until: batch.until,
      labels: batch.labels,
      loss: batch.loss / FIXED_POINT_UNIT,
      expectedByPhase: byPhase.expected * batch.labels,
      toleratedByPhase: byPhase.tolerated * batch.labels,
      expectedByScore: byScore.expected * batch.labels,
      toleratedByScore: byScore.tolerated * batch.labels,
      outside: batch.outside[0],
    });
  }
  return { risk: { ...risk, total, conditional }, judged };
}

/** Places whose detector stands above its level: all regions together, or else the regions where it does. */
export function firingPlaces(alarms: Readonly<Record<string, Alarm>>): readonly string[] {
  const firing = Object.keys(alarms).filter((place) => alarms[place]?.onset);
  return firing.includes(ALL_REGIONS) ? [ALL_REGIONS] : firing.sort();
}

/** Onset (ms) of the alarms of some places together; the end is where data of the time after it begin. */
export function onsetOf(
  alarms: Readonly<Record<string, Alarm>>,
  places: readonly string[],
  { labels, windows }: ModelContract,
): Window | undefined {
  const onset = joinOnsets(places.map((place) => alarms[place]?.onset ?? null));
  if (!labels || !onset) return undefined;
  const until = onset.to * windows.base_ms + Math.max(windows.base_ms, labels.batch_ms);
  return [onset.from * windows.base_ms, until];
}
