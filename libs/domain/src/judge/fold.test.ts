import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, digest } from '../canonical.js';
import { foldReport } from './fold.js';
import type { JudgeState } from './state.js';
import { testPolicy } from './testing/contract.js';
import { live, NO_HISTORY, quietHour, told, type History } from './testing/history.js';
import { report, traffic } from './testing/report.js';

describe('a quiet model', () => {
  let history: History;
  beforeAll(() => {
    history = live(NO_HISTORY, 24 * 6);
  });

  it('is held once, with a heartbeat a day and nothing else', () => {
    expect(told(history)).toEqual(['HOLD T22 quiet']);
    expect(history.decisions).toHaveLength(6);
    expect(history.decisions.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('gets one tick per window, behind the decisions on it', () => {
    const folded = foldReport(undefined, report(0));
    expect(folded.tick).toEqual({
      model: 'flights',
      window: report(0).window,
      evidence_seq: 1,
      evidence_digest: digest(report(0)),
    });
  });

  it('gives every decision another id', () => {
    expect(new Set(history.decisions.map(({ decision_id }) => decision_id)).size).toBe(6);
  });

  it('needs a policy with its first report', () => {
    expect(() => foldReport(undefined, report(0, { policy: null }))).toThrow(/no policy/);
  });
});

describe('delivery', () => {
  const reports = Array.from({ length: 30 }, (_, index) =>
    quietHour(index, index > 20 ? { serving: traffic({ errors: 60 }) } : {}),
  );
  const straight = reports.reduce<JudgeState | undefined>(
    (state, next) => foldReport(state, next).state,
    undefined,
  );

  it('twice or late of what was folded before changes neither state nor decisions (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(29), { maxLength: 40 }), (repeats) => {
        let state: JudgeState | undefined;
        const ids: string[] = [];
        for (const [index, next] of reports.entries()) {
          const again = repeats
            .filter((_, i) => i % reports.length === index)
            .map((at) => reports[Math.min(at, index)] ?? next);
          for (const delivered of [next, ...again]) {
            const folded = foldReport(state, delivered);
            state = folded.state;
            ids.push(...folded.decisions.map(({ decision_id }) => decision_id));
          }
        }
        expect(canonicalJson(state)).toBe(canonicalJson(straight));
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 20 },
    );
  });

  it('of cells in another order gives the same state to the byte', () => {
    const turned = reports
      .map((next) => ({
        ...next,
        serving: [...next.serving].reverse(),
        cohorts: [...next.cohorts].reverse(),
      }))
      .reduce<JudgeState | undefined>((state, next) => foldReport(state, next).state, undefined);
    expect(canonicalJson(turned)).toBe(canonicalJson(straight));
  });
});

describe('a model no controller serves', () => {
  it('has the version that answers alone as its champion', () => {
    const own = live(NO_HISTORY, 3, (index) => report(index, { ledger: [] }));
    expect(own.state?.world.champion).toMatchObject({ version: 'v1', predecessor: null });
  });

  it('is judged in dry-run by default, and the paragraph says so', () => {
    const automation = {
      validate: 'dry-run',
      promote: 'dry-run',
      rollback: 'dry-run',
      quarantine: 'dry-run',
      retrain: 'dry-run',
    } as const;
    const broken = live(NO_HISTORY, 80, (index) =>
      report(index, {
        policy: index === 0 ? testPolicy({ automation, kpis: [] }) : null,
        fleet: {
          models: 2,
          breaking: 0,
          by_source: { landings: { models: 2, breaking: index > 70 ? 2 : 0 } },
        },
      }),
    );
    expect(broken.decisions.at(-1)?.paragraph).toContain('written down only (dry-run)');
  });
});
