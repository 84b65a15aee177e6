import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { foldReport } from '@checkride/domain/judge/fold';
import { migrateJudgeState } from '@checkride/domain/judge/migrate-state';
import { JUDGE_STATE_VERSION, type JudgeState } from '@checkride/domain/judge/state';
import { report } from '@checkride/domain/judge/testing/report';
import { reportFrom } from '@checkride/domain/report/stored-report';
import { decodeState } from '@checkride/judge/adapters/state-codec';

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

/**
 * Bytes of a state of layout 1 with a canary in flight that is worse in the west, the reports that were on the log
 * behind it, and what the program of that layout decided on the last of them; never written again.
 */
const release = JSON.parse(readFileSync(new URL('./judge-release-1.json', import.meta.url), 'utf8')) as {
  readonly state: string;
  readonly reports: string;
  readonly decision: Readonly<Record<string, unknown>>;
};

it('a judge that goes on over evidence of an earlier version decides as that one did', () => {
  const waiting = JSON.parse(
    inflateRawSync(Buffer.from(release.reports, 'base64')).toString('utf8'),
  ) as unknown[];
  let state = decodeState(Buffer.from(release.state, 'base64'), 1);
  const decisions = waiting.map(reportFrom).flatMap((next) => {
    const folded = foldReport(state, next);
    state = folded.state;
    return folded.decisions;
  });
  const { evidence_seq, headline, rule, release: of, target, reason } = decisions.at(-1)!;
  expect({ seq: evidence_seq, headline, rule, release: of, target, reason }).toEqual(release.decision);
  expect(decisions.filter((decision) => decision.headline === 'ROLLBACK')).toHaveLength(1);
});
