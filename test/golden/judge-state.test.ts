import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { foldReport } from '@checkride/domain/judge/fold';
import { migrateJudgeState } from '@checkride/domain/judge/migrate-state';
import { JUDGE_STATE_VERSION, type JudgeState } from '@checkride/domain/judge/state';
import { report } from '@checkride/domain/judge/testing/report';

/** Written by the program of layout 1 with a canary of v2 in flight; never written again. */
const stored = JSON.parse(
  readFileSync(new URL('./judge-state-1.json', import.meta.url), 'utf8'),
) as JudgeState;

describe('a judge state written by an earlier version', () => {
  it('keeps all it knew: release, contrasts, profile being learnt', () => {
    const state = migrateJudgeState(stored, 1);
    expect(state).toMatchObject(stored);
  });

  it('goes on folding reports', () => {
    const { state, tick } = foldReport(migrateJudgeState(stored, 1), {
      ...report(stored.seq),
      seq: stored.seq + 1,
    });
    expect(tick?.evidence_seq).toBe(stored.seq + 1);
    expect(state.world.release?.id).toBe(stored.world.release?.id);
  });

  it('is refused when its layout is unknown', () => {
    expect(() => migrateJudgeState(stored, JUDGE_STATE_VERSION + 1)).toThrow(
      expect.objectContaining({ code: 'CHK_STATE_INVALID' }),
    );
  });
});
