import { roundLog } from '@checkride/statistics/numerics/fixed';
import { restartingLogEvidence, restartingOnset } from '@checkride/statistics/detector/restarting';
import type { RestartingState } from '@checkride/statistics/detector/restarting';
import type { OnsetCandidate, OnsetSet, OnsetState } from '@checkride/statistics/detector/onset';

/**
 * A restarting detector as the state keeps it: `logs` in nats, `onsets` flat pairs (window, prefix sum below the last
 * one in micronats) per bet. `onset` is the set at the alarm, by the bet that led then, and stands while the alarm does.
 */
export interface Alarm {
  readonly logs: readonly number[];
  readonly onsets: readonly (readonly number[])[];
  readonly onset: OnsetSet | null;
  /** The alarm is over, but what it remembers is not forgotten yet. */
  readonly over: boolean;
}

/** Before any window: silent. */
export const ALARM_START: Alarm = { logs: [], onsets: [], onset: null, over: false };

/** Whether a detector stands above its level: from ln A on, until below ln A/2. */
export const isOn = ({ onset }: Alarm): boolean => onset !== null;

const MICRO = 1e6;

function unpackOnset(flat: readonly number[]): OnsetState {
  const candidates: OnsetCandidate[] = [];
  for (let i = 0; i < flat.length; i += 2)
    candidates.push({ window: flat[i] ?? 0, before: (flat[i + 1] ?? 0) / MICRO });
  return { sum: 0, candidates };
}

function packOnset({ sum, candidates }: OnsetState): number[] {
  const flat: number[] = [];
  for (const { window, before } of candidates) flat.push(window, Math.round((before - sum) * MICRO));
  return flat;
}

/** The detector in the form its statistic is computed in. Prefix sums are told apart from the last one only. */
export const unpackDetector = ({ logs, onsets }: Pick<Alarm, 'logs' | 'onsets'>): RestartingState => ({
  logs,
  onsets: onsets.map(unpackOnset),
});

/** The detector in the form the state keeps: a tenth of the size, and equal to itself after a round trip. */
export const packDetector = (state: RestartingState): Pick<Alarm, 'logs' | 'onsets'> => ({
  logs: state.logs.map(roundLog),
  onsets: state.onsets.map(packOnset),
});

/** What an alarm is held against: ln A, and how many nats beyond it are remembered. */
export interface AlarmTerms {
  readonly level: number;
  /** 0: it heals within a few good windows. More: it outlives that much good news, such as the hours of a day. */
  readonly memory: number;
  /** Below this an alarm that is over starts again from nothing, and with it the search for the next onset. */
  readonly restart: number;
}

/**
 * Folds one update of a detector. Evidence beyond level and memory is cut, so that an alarm heals when its windows do;
 * an alarm is over below A/2, and `restart` keeps its onset from being taken for the next one's.
 */
export function updateAlarm(
  alarm: Alarm,
  { level, memory, restart }: AlarmTerms,
  update: (detector: RestartingState) => RestartingState,
): Alarm {
  const updated = update(unpackDetector(alarm));
  const most = level + memory + Math.log(Math.max(1, updated.logs.length));
  const detector = { ...updated, logs: updated.logs.map((log) => Math.min(log, most)) };
  const evidence = restartingLogEvidence(detector);
  const fired = isOn(alarm) || alarm.over;
  if (fired && evidence < restart) return ALARM_START;
  const opens = !isOn(alarm) && evidence >= level;
  const ends = isOn(alarm) && evidence < level - Math.LN2;
  const onset = opens ? (restartingOnset(updated) ?? null) : ends ? null : alarm.onset;
  return { ...packDetector(detector), onset, over: fired && onset === null };
}

/** Terms of an alarm that must be over soon after what it tells of: service levels. */
export const promptTerms = (level: number): AlarmTerms => ({ level, memory: 0, restart: level - Math.LN2 });

/** Terms of an alarm whose cause may show at some hours of a day only: risk and KPIs. */
export const lastingTerms = (level: number): AlarmTerms => ({ level, memory: level, restart: level / 2 });

/** ln R of the even mixture over the bets. */
export const alarmEvidence = (alarm: Alarm): number => restartingLogEvidence(unpackDetector(alarm));
