import { describe, expect, it } from '@jest/globals';
import type { DriftCell } from '../../report/cells.js';
import { DAY, EPOCH, HOUR, testContract, testPolicy } from '../testing/contract.js';
import { live, NO_HISTORY, told } from '../testing/history.js';
import { report, traffic } from '../testing/report.js';

const week = live(NO_HISTORY, 24 * 7, (index) => report(index));

describe('T17, a stream that is not usable', () => {
  const silent = live(week, 4, (index) => report(index, { serving: [] }));

  it('holds, learns nothing and pages after three silent windows of an hour', () => {
    expect(silent.decisions.at(-1)).toMatchObject({
      headline: 'HOLD',
      rule: 'T17',
      reason: 'stream_broken',
      vector: { traffic: [{ do: 'hold' }], model: [{ do: 'veto' }], people: [{ do: 'page' }] },
    });
    expect(((silent.decisions.at(-1)?.window[1] ?? 0) - EPOCH) / HOUR).toBe(24 * 7 + 3);
  });

  it('goes on into hours of which nothing is known yet', () => {
    // Monday to Friday evening; of weekends nothing is known.
    const workdays = live(NO_HISTORY, 24 * 5 - 5, (index) => report(index));
    const weekend = live(workdays, 12, (index) => report(index, { serving: [] }));
    expect(told(weekend)).toEqual(['HOLD T22 quiet', 'HOLD T17 stream_broken']);
    expect(told(live(weekend, 5, (index) => report(index))).at(-1)).toBe('HOLD T22 quiet');
  });

  it('misses regions together of which each alone is too small to be missed', () => {
    const small = live(NO_HISTORY, 24 * 7, (index) => report(index, { serving: traffic({ n: 12 }) }));
    const one = live(small, 4, (index) => report(index, { serving: traffic({ n: 12 }).slice(1) }));
    expect(told(one)).toEqual(['HOLD T22 quiet']);
    const none = live(small, 4, (index) => report(index, { serving: [] }));
    expect(none.decisions.at(-1)).toMatchObject({ rule: 'T17', scope: ['all'] });
  });

  it('names the region that went silent alone', () => {
    const west = live(week, 4, (index) =>
      report(index, { serving: traffic().filter(({ region }) => region !== 'west') }),
    );
    expect(west.decisions.at(-1)).toMatchObject({ rule: 'T17', scope: ['region=west'] });
  });

  it('expects nothing at hours at which a region never had traffic', () => {
    const nights = (index: number) =>
      report(index, {
        serving: index % 24 < 6 ? traffic().filter(({ region }) => region !== 'west') : traffic(),
      });
    expect(told(live(NO_HISTORY, 24 * 10, nights))).toEqual(['HOLD T22 quiet']);
  });

  it('holds as soon as a report is stalled', () => {
    const freshness = { stalled: true, stalled_because: 'no folded', folded: null };
    const stalled = live(week, 1, (index) => report(index, { freshness }));
    expect(stalled.decisions.at(-1)).toMatchObject({ rule: 'T17', vector: { model: [{ do: 'keep' }] } });
  });

  it('holds after three windows in a row with mixed routes', () => {
    const mixed = live(week, 3, (index) => report(index, { serving: traffic({ revisions: [1, 2] }) }));
    expect(told(mixed).at(-1)).toBe('HOLD T17 stream_broken');
  });
});

describe('T14, drift nobody can judge', () => {
  const drift = (index: number, psi: number): DriftCell[] =>
    index % 24 === 0
      ? [
          {
            feature: 'distance',
            source: 'schedule',
            region: 'all',
            over: [EPOCH + index * HOUR - DAY, EPOCH + index * HOUR],
            n: 5000,
            psi,
            psi_noise: 0.01,
            js: 0,
            ks: null,
            ks_noise: null,
            recent: null,
          },
        ]
      : [];
  const unlabelled = testPolicy({ labels: null });
  const days = (psi: (day: number) => number, policy = unlabelled) =>
    live(NO_HISTORY, 24 * 6, (index) =>
      report(index, { policy: index === 0 ? policy : null, drift: drift(index, psi(index / 24)) }),
    );

  it('holds, watches and asks for labels when two of six drift windows count', () => {
    const drifted = days((day) => (day >= 3 ? 0.4 : 0.02));
    expect(drifted.decisions.findLast(({ heartbeat }) => !heartbeat)).toMatchObject({
      headline: 'HOLD',
      rule: 'T14',
      reason: 'harm_unknown',
      vector: { traffic: [{ do: 'hold' }], model: [{ do: 'watch' }], people: [{ do: 'ticket' }] },
    });
    expect(drifted.decisions.find(({ rule }) => rule === 'T14')?.window[0]).toBe(EPOCH + 4 * DAY);
  });

  it('is not said for one drift window, nor below three times the noise', () => {
    expect(told(days((day) => (day === 3 ? 0.4 : 0.02)))).toEqual(['HOLD T22 quiet']);
    expect(told(days(() => 0.19))).toEqual(['HOLD T22 quiet']);
  });

  it('says how many answers to label, since when, and how they are drawn', () => {
    const drifted = days((day) => (day >= 3 ? 0.4 : 0.02));
    const decision = drifted.decisions.find(({ rule }) => rule === 'T14');
    expect(decision?.evidence.filter(({ rule }) => rule === 'T14').at(-1)).toMatchObject({
      stream: 'answers to label',
      threshold: 400,
    });
    expect(decision?.paragraph).toContain(
      'Next: somebody labels the 400 answers since 2001-01-03 00:00 whose ids have the smallest hashes',
    );
  });

  it('seed scenario: label delay — is over as soon as a cohort of the drifted time matures within two days', () => {
    const { labels } = testContract();
    const slow = testPolicy({
      labels: labels && { ...labels, mature_after_ms: 5 * DAY, horizon_ms: 5 * DAY },
    });
    const history = live(NO_HISTORY, 24 * 9, (index) =>
      report(index, {
        policy: index === 0 ? slow : null,
        drift: drift(index, index / 24 >= 3 ? 0.4 : 0.02),
      }),
    );
    expect(told(history)).toEqual(['HOLD T22 quiet', 'HOLD T14 harm_unknown', 'HOLD T22 harm_unknown']);
    const over = history.decisions.find(({ rule, reason }) => rule === 'T22' && reason === 'harm_unknown');
    // Drifted from the end of day 2 on; its first cohort matures an hour and five days later, two days before that is day 5.
    expect(((over?.window[1] ?? 0) - EPOCH) / HOUR).toBe(24 * 5 + 1);
  });

  it('is left to the labels where they mature within two days', () => {
    expect(told(days(() => 0.4, testPolicy())).at(-1)).toBe('HOLD T22 harm_unknown');
  });
});
