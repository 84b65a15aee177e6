import { describe, expect, it } from '@jest/globals';
import { live, NO_HISTORY, told, type History } from '../testing/history.js';
import { applied, contrast, report, traffic } from '../testing/report.js';
import type { Report } from '../../report/report.js';

const release = applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 0, share: 0.1 });
const serving = (): Report['serving'] => [
  ...traffic({ version: 'v2', role: 'candidate', n: 70, units: 70, revisions: [2] }),
  ...traffic({ version: 'v1', role: 'control', n: 600, units: 600, revisions: [2] }),
];
/** An hour of the release with `k` errors of the candidate's 70, 6 of the control's 600. */
const hour = (index: number, k: number | null, parts: Partial<Report> = {}): Report =>
  report(index, {
    serving: serving(),
    contrasts: k === null ? [] : [contrast('error', [70, k, 600, 6])],
    ...parts,
  });

/** The evidence rises to between the two levels and stays there: nothing final comes after it. */
const doubtful = (hours: number, k: (index: number) => number | null): History =>
  live(
    live(NO_HISTORY, 4, (index) => report(index)),
    hours,
    (index) => hour(index, k(index), { ledger: index === 4 ? [release] : [] }),
  );
const rising = (index: number): number | null => (index < 7 ? 4 : index < 8 ? 3 : null);

describe('T16, a contrast at pause level', () => {
  const paused = doubtful(6, rising);

  it('holds the release with a ticket, and asks for nothing else', () => {
    expect(told(paused).at(-1)).toBe('PAUSE T16 contrast_above_pause');
    expect(paused.decisions.at(-1)?.vector).toMatchObject({
      traffic: [{ do: 'hold', scope: ['all'] }],
      data: [{ do: 'clean' }],
      model: [{ do: 'keep' }],
      people: [{ do: 'ticket' }],
    });
  });

  it('stands at 1/α′ = 32.9 of the first start (judge §3.1), below the level of a rollback', () => {
    const [item] = paused.decisions.at(-1)?.evidence ?? [];
    expect(item?.threshold).toBeCloseTo(Math.log(32.9), 2);
    expect(item?.value).toBeGreaterThanOrEqual(item?.threshold ?? Infinity);
    expect(item?.value).toBeLessThan(Math.log(329));
  });

  it('is over when the contrast was below half of that for two windows', () => {
    const healed = live(paused, 30, (index) => hour(index, 0));
    expect(told(healed).at(-1)).toBe('HOLD T22 underpowered');
    expect(healed.state?.world.release?.pause).toMatchObject({ on: false });
  });

  it('waits for a person after 24 hours in all, and pages once', () => {
    const day = doubtful(40, rising);
    expect(told(day).at(-1)).toBe('PAUSE T16 waiting_approval');
    expect(
      day.decisions.filter(({ reason, heartbeat }) => reason === 'waiting_approval' && !heartbeat),
    ).toHaveLength(1);
    expect(day.decisions.at(-1)?.paragraph).toContain('checkride promote flights goes on');
  });

  it('does not hold again for the same doubt once a person has taken the step', () => {
    const approved = live(doubtful(40, rising), 6, (index) =>
      hour(index, rising(index), {
        ledger:
          index === 44
            ? [applied(3, 'step', { version: 'v2', release: 'r1', step: 1, share: 0.5, automatic: false })]
            : [],
      }),
    );
    expect(told(approved).at(-1)).toBe('HOLD T22 contrast_above_pause');
  });
});
