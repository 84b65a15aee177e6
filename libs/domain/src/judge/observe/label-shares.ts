import { alarmLevel, burstCap } from '@checkride/statistics/detector/alarm-level';
import { isBadShare } from '@checkride/statistics/detector/bad-pane';
import { INPUT_CHECK_START, updateInputCheck } from '@checkride/statistics/detector/input-check';
import type { InputCheckState } from '@checkride/statistics/detector/input-check';
import type { Window } from '../../window.js';
import { packDetector, unpackDetector, type Alarm } from '../alarm.js';
import { YEAR_MS } from './policy.js';

/** What a batch of labels shows beside what its hours normally do. */
export interface LabelBatch {
  /** Event time covered, ms. */
  readonly from: number;
  readonly until: number;
  readonly labelled: number;
  readonly positives: number;
  /** Share of positives normal for its hours, and how that of one window strays from it by itself. */
  readonly expected: number;
  readonly deviation: number;
}

/** The two-sided check of the positive share, as the state keeps it; times are ms of event time. */
export interface ShareCheck extends Pick<Alarm, 'logs' | 'onsets'> {
  readonly open: boolean;
  readonly from: number | null;
  readonly lastBad: number | null;
  readonly goodPanes: number;
  /** Length of the newest batch, or of the one that opened it: what breaks inside one may show in the next only. */
  readonly batch: number;
}

const TOLERANCE = 0.1;
const DEVIATIONS = 3;
const FALSE_ALARMS_A_YEAR = 1;
/** Good batches after which what single bad ones said is forgotten. */
const PANES_TO_FORGET = 6;

/** Whether a batch leaves the band its hours allow: a tenth of the share, or three deviations of a window. */
export function isStrangeShare({ labelled, positives, expected, deviation }: LabelBatch): boolean {
  if (expected <= 0) return false;
  const upper = Math.min(1, Math.max((1 + TOLERANCE) * expected, expected + DEVIATIONS * deviation));
  const lower = Math.max(0, Math.min(expected / (1 + TOLERANCE), expected - DEVIATIONS * deviation));
  return isBadShare({ n: labelled, k: positives, upper, lower });
}

/**
 * Folds a batch: as an input check (judge §3.3), two-sided against its phase. It says only that labels are others than
 * they were; whether they or the world changed is asked of the time they were observed in (§3.9).
 */
export function checkShare(before: ShareCheck | null, batch: LabelBatch): ShareCheck | null {
  const bad = isStrangeShare(batch);
  if (!before && !bad) return null;
  const length = batch.until - batch.from;
  const level = alarmLevel({
    detectors: 1,
    windowsPerYear: YEAR_MS / length,
    falseAlarmsPerYear: FALSE_ALARMS_A_YEAR,
  });
  const pane = { window: batch.from, bad, level, cap: burstCap(level) };
  const after = updateInputCheck(before ? unpacked(before) : INPUT_CHECK_START, pane);
  if (!after.open && after.goodPanes >= PANES_TO_FORGET) return null;
  const { detector, ...check } = after;
  return { ...check, ...packDetector(detector), batch: before?.open ? before.batch : length };
}

const unpacked = ({ logs, onsets, batch: _, ...check }: ShareCheck): InputCheckState => ({
  ...check,
  detector: unpackDetector({ logs, onsets }),
});

/** When labels of a check that stands open began to be others (ms of event time): in the first bad batch or the one before. */
export const shareOnset = (check: ShareCheck | null): Window | undefined =>
  check?.open && check.from !== null ? [check.from - check.batch, check.from + check.batch] : undefined;
