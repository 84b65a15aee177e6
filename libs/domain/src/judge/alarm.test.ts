import { describe, expect, it } from '@jest/globals';
import { updateSlo } from '@checkride/statistics/detector/slo';
import { restartingLogEvidence, RESTARTING_START } from '@checkride/statistics/detector/restarting';
import {
  ALARM_START,
  alarmEvidence,
  isOn,
  lastingTerms,
  promptTerms,
  updateAlarm,
  type Alarm,
  type AlarmTerms,
} from './alarm.js';

const LEVEL = 12;
const run = (alarm: Alarm, terms: AlarmTerms, from: number, shares: readonly number[]): Alarm =>
  shares.reduce(
    (state, share, i) =>
      updateAlarm(state, terms, (detector) =>
        updateSlo(detector, { window: from + i, n: 1000, k: share * 1000, objective: 0.01 }),
      ),
    alarm,
  );
const times = (count: number, share: number): number[] => Array.from({ length: count }, () => share);

describe('an alarm', () => {
  it('below its level is its statistic, to the nanonat', () => {
    const shares = [0, 0.004, 0.02, 0.011, 0, 0.03, 0.008];
    const plain = shares.reduce(
      (state, share, window) => updateSlo(state, { window, n: 1000, k: share * 1000, objective: 0.01 }),
      RESTARTING_START,
    );
    expect(alarmEvidence(run(ALARM_START, promptTerms(LEVEL), 0, shares))).toBeCloseTo(
      restartingLogEvidence(plain),
      7,
    );
  });

  it('goes on from its JSON as if it had never been stored', () => {
    const terms = promptTerms(LEVEL);
    const alarm = run(ALARM_START, terms, 0, [0, 0.02, 0.01, 0.05]);
    const stored = JSON.parse(JSON.stringify(alarm)) as Alarm;
    expect(run(stored, terms, 4, times(5, 0.05))).toEqual(run(alarm, terms, 4, times(5, 0.05)));
  });

  it('keeps the onset it had when it rang', () => {
    const rung = run(ALARM_START, promptTerms(LEVEL), 0, [...times(40, 0), ...times(5, 0.3)]);
    expect(isOn(rung)).toBe(true);
    expect(rung.onset?.to).toBe(40);
    expect(run(rung, promptTerms(LEVEL), 45, times(30, 0.3)).onset).toEqual(rung.onset);
  });

  it('of a service level is over within ten good windows of an hour-long break, and starts again from nothing', () => {
    const broken = run(ALARM_START, promptTerms(LEVEL), 0, [...times(40, 0), ...times(60, 0.3)]);
    const healed = run(broken, promptTerms(LEVEL), 100, times(10, 0));
    expect(isOn(healed)).toBe(false);
    const again = run(healed, promptTerms(LEVEL), 110, [...times(20, 0), ...times(5, 0.3)]);
    expect(again.onset?.from).toBeGreaterThanOrEqual(125);
  });

  it('of a risk outlives a quiet night and remembers the first morning', () => {
    const day = [...times(6, 0.03), ...times(18, 0.008)];
    const days = run(ALARM_START, lastingTerms(LEVEL), 0, [
      ...times(48, 0.008),
      ...day,
      ...day,
      ...day,
      ...day,
      ...day,
      ...day,
    ]);
    expect(isOn(days)).toBe(true);
    expect(days.onset?.from).toBeLessThanOrEqual(48);
  });
});
