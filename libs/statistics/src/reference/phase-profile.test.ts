import { describe, expect, it } from '@jest/globals';
import { freezePhaseProfile, phaseIndex, profileOfBatch } from './phase-profile.js';
import type { ProfileHour } from './phase-profile.js';
import { toleratedRisk } from './tolerated-risk.js';

/** Nights lose twice as much as days; days 5 and 6 of a week are its weekend. */
function history(days: number, labels: (hour: number) => number): ProfileHour[] {
  return Array.from({ length: days * 24 }, (_, i) => {
    const [day, hour] = [Math.floor(i / 24), i % 24];
    const n = labels(hour);
    return {
      day,
      hour,
      weekend: day % 7 >= 5,
      n,
      sum: n * (hour < 6 ? 0.2 : 0.1) * (day % 2 === 0 ? 1.05 : 0.95),
    };
  });
}

describe('phase profile', () => {
  it('freezes after 14 days, weakly after 7, never on fewer days or below 2 000 labels', () => {
    const strength = (days: number, labels: number) =>
      freezePhaseProfile(history(days, () => labels))?.strength;
    expect([6, 7, 13, 14].map((days) => strength(days, 100))).toEqual([undefined, 'weak', 'weak', 'full']);
    expect(strength(20, 4)).toBeUndefined();
  });

  it('knows day from night and weekend from weekday', () => {
    const profile = freezePhaseProfile(history(28, () => 100));
    expect(profile?.cells[phaseIndex(3, false)]?.risk).toBeCloseTo(0.2, 12);
    expect(profile?.cells[phaseIndex(12, true)]?.risk).toBeCloseTo(0.1, 12);
    expect(profile?.cells.every(({ pooled }) => pooled === 'phase')).toBe(true);
  });

  it('pools thin cells to the hour, and thin hours overall', () => {
    const profile = freezePhaseProfile(history(14, (hour) => (hour === 3 ? 20 : hour === 4 ? 2 : 100)));
    const pooling = (hour: number, weekend: boolean) => profile?.cells[phaseIndex(hour, weekend)]?.pooled;
    expect([pooling(3, false), pooling(3, true), pooling(4, false)]).toEqual(['phase', 'hour', 'overall']);
  });

  it('expects of a batch the mean over its own phases', () => {
    const profile = freezePhaseProfile(history(28, () => 100))!;
    const mixed = profileOfBatch(profile, [
      { hour: 2, weekend: false, n: 30 },
      { hour: 14, weekend: false, n: 10 },
    ]);
    expect(mixed.risk).toBeCloseTo((30 * 0.2 + 10 * 0.1) / 40, 12);
    expect(mixed.standardError).toBeGreaterThan(0);
  });
});

describe('tolerated risk', () => {
  it('is a tenth above the profile, or three standard errors where those are wider', () => {
    expect(toleratedRisk(0.1, 0.001)).toBeCloseTo(0.11, 12);
    expect(toleratedRisk(0.1, 0.01)).toBeCloseTo(0.13, 12);
    expect(toleratedRisk(0.1, 0.001, 0.25)).toBeCloseTo(0.125, 12);
  });

  it('stays above zero for a champion that never lost', () => {
    expect(toleratedRisk(0, 0)).toBeGreaterThan(0);
  });
});
