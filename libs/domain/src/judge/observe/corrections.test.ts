import { describe, expect, it } from '@jest/globals';
import { alphaOf } from '../exposure.js';
import { foldReport } from '../fold.js';
import type { JudgeState } from '../state.js';
import { EPOCH, HOUR, testContract } from '../testing/contract.js';
import { applied, contrast, report } from '../testing/report.js';

const RELEASED = 4;
const release = applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 0, share: 0.1 });

/** A canary whose candidate errs a little more than it should, and the hours said to be corrected in the last report. */
function canary(corrected: readonly number[]): JudgeState {
  let state: JudgeState | undefined;
  for (let index = 0; index <= 9; index += 1)
    state = foldReport(
      state,
      report(index, {
        ...(index >= RELEASED ? { contrasts: [contrast('error', [70, 3, 600, 12])] } : {}),
        ...(index === RELEASED ? { ledger: [release] } : {}),
        ...(index === 9
          ? {
              contrasts: [],
              corrections: corrected.map((hour) => ({
                over: [EPOCH + hour * HOUR, EPOCH + (hour + 1) * HOUR] as const,
                share: 0.02,
              })),
            }
          : {}),
      }),
    ).state;
  return state!;
}

describe('a window that was counted wrong', () => {
  it('begins the evidence of the release again, at the next share of alpha', () => {
    const { release: again } = canary([5, 6]).world;
    expect(again).toMatchObject({ start: 2, contrasts: {}, seen: {}, evidence_from: EPOCH + 9 * HOUR });
    // .005 · 6/(π² · 2²), judge §3.1.
    expect(alphaOf(again!, testContract()).rollback).toBeCloseTo(0.00076, 5);
  });

  it('from before the release changes nothing', () => {
    const { release: same } = canary([2, 3]).world;
    expect(same).toMatchObject({ start: 1, evidence_from: EPOCH + RELEASED * HOUR });
    expect(Object.keys(same!.contrasts)).not.toEqual([]);
  });
});
