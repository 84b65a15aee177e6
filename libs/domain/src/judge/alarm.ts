import { roundLog } from '@checkride/statistics/numerics/fixed';
import {
  RESTARTING_START,
  restartingLogEvidence,
  restartingOnset,
} from '@checkride/statistics/detector/restarting';
import type { RestartingState } from '@checkride/statistics/detector/restarting';
import type { OnsetSet } from '@checkride/statistics/detector/onset';

/**
 * A restarting detector as the state keeps it: `logs` in nats, `onsets` flat pairs (window, prefix sum below the last
 * one in micronats) per bet, and whether it stands above its level.
 */
export interface Alarm {
  readonly logs: readonly number[];
  readonly onsets: readonly (readonly number[])[];
  readonly on: boolean;
}

/** Before any window: silent. */
export const ALARM_START: Alarm = { logs: [], onsets: [], on: false };

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

/**
 * Folds one update of a detector with alarm level ln A. Evidence beyond the level is cut there, so that an alarm heals
 * when its windows do; below A/2 the detector starts again, so that the next onset is not the last one's.
 */
export function updateAlarm(
  alarm: Alarm,
  level: number,
  update: (detector: RestartingState) => RestartingState,
): Alarm {
  const updated = update(unpackDetector(alarm));
  const most = level + Math.log(Math.max(1, updated.logs.length));
  const detector = { ...updated, logs: updated.logs.map((log) => Math.min(log, most)) };
  const evidence = restartingLogEvidence(detector);
  const on = evidence >= level || (alarm.on && evidence >= level - Math.LN2);
  if (alarm.on && !on) return { ...packDetector(RESTARTING_START), on: false };
  return { ...packDetector(detector), on };
}

/** ln R of the even mixture over the bets. */
export const alarmEvidence = (alarm: Alarm): number => restartingLogEvidence(unpackDetector(alarm));

/** Windows, by number, at which what is seen may have begun; undefined before any. */
export const alarmOnset = (alarm: Alarm): OnsetSet | undefined => restartingOnset(unpackDetector(alarm));
