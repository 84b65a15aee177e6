import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../report/report.js';
import { exposureOf } from '../exposure.js';
import { live, NO_HISTORY, told, type History } from '../testing/history.js';
import { applied, contrast, report, traffic } from '../testing/report.js';
import { testContract, testPolicy } from '../testing/contract.js';

const BEGIN = 30;
const spoken = ({ decisions }: History) => decisions.filter(({ heartbeat }) => !heartbeat);
const roles = (candidate: number, control: number): Report['serving'] => [
  ...traffic({ version: 'v2', role: 'candidate', n: candidate, units: candidate, revisions: [2] }),
  ...traffic({ version: 'v1', role: 'control', n: control, units: control, revisions: [2] }),
];
const quiet = live(NO_HISTORY, BEGIN, (index) => report(index));
/** A release begun at `share` and step `step`, with what `parts` adds to each hour. */
const released = (hours: number, share: number, step: number, parts: (index: number) => Partial<Report>) =>
  live(quiet, hours, (index) =>
    report(index, {
      ledger:
        index === BEGIN
          ? [applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step, share })]
          : [],
      ...parts(index),
    }),
  );

describe('the end of a watch', () => {
  /** 48 hours of 20 000 units in each role, both with 5 % of bad outcomes or the candidate with `worse` more. */
  const watched = (worse = 0): History =>
    released(50, 1, 2, () => ({
      serving: [
        ...traffic({ version: 'v2', role: 'candidate' }),
        ...traffic({ version: 'v1', role: 'holdback', n: 30 }),
      ],
      contrasts: ['error', 'timeout', 'late', 'matured_loss'].map((metric) =>
        contrast(metric, [20_000, 1000 + worse, 20_000, 1000]),
      ),
    }));

  it('names what is proven non-inferior within the margin, on evidence that is asymptotic and takes nothing back', () => {
    const decision = spoken(watched()).find(({ rule }) => rule === 'T20');
    expect(decision).toMatchObject({ headline: 'HOLD', reason: 'proven_non_inferior' });
    // .05·.95·.1/(1 + .05·.1) = .0047264 allowed (judge §3.10, by hand).
    expect(decision?.evidence[0]).toMatchObject({
      stream: 'error',
      statistic: 'worse_by_at_most',
      kind: 'asymptotic',
    });
    expect(decision?.evidence[0]?.threshold).toBeCloseTo(0.0047264, 6);
    expect(decision?.paragraph).toContain('Proven non-inferior: error (worse by at most ');
  });

  it('comes when the watch is over, 48 hours after the last step, and not before', () => {
    const decision = spoken(watched()).find(({ rule }) => rule === 'T20');
    expect((decision?.window[1] ?? 0) - (quiet.reports.at(-1)?.window[1] ?? 0)).toBe(48 * 3_600_000);
  });

  it('says not harmful so far of what is not proven', () => {
    const decision = spoken(
      released(50, 1, 2, (index) => ({
        serving: roles(280, 30),
        contrasts: [contrast('error', [280, 2, 30, index % 5 === 0 ? 1 : 0])],
      })),
    ).find(({ rule }) => rule === 'T20');
    expect(decision?.reason).toBe('not_harmful_so_far');
    expect(decision?.paragraph).toContain('Not harmful so far, which is not a proof: error');
  });
});

describe('a candidate too small to be judged', () => {
  it('is told of at the start of its release with a ticket: nothing would show within the watch', () => {
    const tiny = released(4, 0.0002, 0, () => ({
      serving: roles(1, 233),
      contrasts: [contrast('matured_loss', [1, 0, 700, 140])],
    }));
    const [first] = spoken(tiny).slice(-1);
    expect(first).toMatchObject({
      headline: 'HOLD',
      rule: 'T22',
      reason: 'underpowered',
      vector: { traffic: [{ do: 'continue' }], people: [{ do: 'ticket' }] },
    });
    expect(first?.window[0]).toBe(quiet.reports.at(-1)?.window[1]);
    expect(first?.paragraph).toMatch(/will have been seen by 2001-\d\d-\d\d \d\d:\d\d only/);
    expect(told(tiny)).toHaveLength(told(quiet).length + 1);
  });

  it('is not told of one that will be seen in time', () => {
    const enough = released(4, 0.1, 0, () => ({
      serving: roles(70, 600),
      contrasts: [contrast('matured_loss', [210, 42, 1800, 360])],
    }));
    expect(spoken(enough).every(({ vector }) => vector.people[0]?.do === 'none')).toBe(true);
  });
});

describe('the exposure asked for', () => {
  it('stays finite where nobody meets a bad outcome: harm is told apart from one in a thousand at least', () => {
    const labels = null;
    const { state } = live(NO_HISTORY, 30, (index) =>
      report(index, {
        policy: index === 0 ? testPolicy({ labels }) : null,
        serving: index < 4 ? traffic() : roles(70, 600),
        contrasts: index < 4 ? [] : [contrast('error', [210, 0, 1800, 0])],
        ledger:
          index === 0
            ? [applied(1, 'release', { share: 1 })]
            : index === 4
              ? [applied(2, 'release', { version: 'v2', release: 'r1', target: 'v1', step: 0, share: 0.1 })]
              : [],
      }),
    );
    const release = state?.world.release;
    const exposure = release && exposureOf(release, testContract({ labels }));
    expect(exposure).toMatchObject({ metric: 'error', odds: 10, seen: 26 * 210 });
    expect(exposure?.needed).toBeLessThan(2000);
  });
});
