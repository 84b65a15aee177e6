import { roundLog } from '@checkride/statistics/numerics/fixed';
import { restartingLogEvidence, restartingOnset } from '@checkride/statistics/detector/restarting';
import type { RestartingState } from '@checkride/statistics/detector/restarting';
import type { OnsetSet } from '@checkride/statistics/detector/onset';

/**
 * A restarting detector as the state keeps it: `logs` in nats, `onsets` flat pairs (window, prefix sum below the last
 * one in micronats) per bet. `onset` is the set at the alarm, by the bet that led then, and stands while the alarm does.
 */
export interface Alarm {
  readonly logs: readonly number[];
  readonly onsets: readonly (readonly number[])[];
  readonly onset: OnsetSet | null;
}

/** Before any window: silent. */
export const ALARM_START: Alarm = { logs: [], onsets: [], onset: null };

/** Whether a detector stands above its level: from ln A on, until below ln A/2. */
export const isOn = ({ onset }: Alarm): boolean => onset !== null;

const MICRO = 1e6;

/** The detector in the form its statistic is computed in. Prefix sums are told apart from the last one only. */
export function unpackDetector({ logs, onsets }: Pick<Alarm, 'logs' | 'onsets'>): RestartingState {
  return {
    logs,
    onsets: onsets.map((flat) => ({
      sum: 0,
      candidates: Array.from({ length: flat.length / 2 }, (_, i) => ({
        window: flat[2 * i] ?? 0,
        before: (flat[2 * i + 1] ?? 0) / MICRO,
      })),
    })),
  };
}

/** The detector in the form the state keeps: a tenth of the size, and equal to itself after a round trip. */
export function packDetector(state: RestartingState): Pick<Alarm, 'logs' | 'onsets'> {
  return {
    logs: state.logs.map(roundLog),
    onsets: state.onsets.map(({ sum, candidates }) =>
      candidates.flatMap(({ window, before }) => [window, Math.round((before - sum) * MICRO)]),
    ),
  };
}

/** What an alarm is held against: ln A, and how many nats beyond it are remembered. */
export interface AlarmTerms {
  readonly level: number;
  /** 0: it heals within a few good windows. More: it outlives that much good news, such as the hours of a day. */
  readonly memory: number;
}

/**
 * Folds one update of a detector. Evidence beyond level and memory is cut, so that an alarm heals when its windows do;
 * below A/2 the detector starts again, so that the next onset is not the last one's.
 */
export function updateAlarm(
  alarm: Alarm,
  { level, memory }: AlarmTerms,
  update: (detector: RestartingState) => RestartingState,
): Alarm {
  const updated = update(unpackDetector(alarm));
  const most = level + memory + Math.log(Math.max(1, updated.logs.length));
  const detector = { ...updated, logs: updated.logs.map((log) => Math.min(log, most)) };
  const evidence = restartingLogEvidence(detector);
  if (isOn(alarm) && evidence < level - Math.LN2) return ALARM_START;
  const opens = !isOn(alarm) && evidence >= level;
  return { ...packDetector(detector), onset: opens ? (restartingOnset(updated) ?? null) : alarm.onset };
}

/** ln R of the even mixture over the bets. */
export const alarmEvidence = (alarm: Alarm): number => restartingLogEvidence(unpackDetector(alarm));
