import { describe, expect, it } from '@jest/globals';
import type { CohortCell } from '../../report/cells.js';
import { DAY, EPOCH, HOUR, testContract, testPolicy } from '../testing/contract.js';
import { cohortOf, live, NO_HISTORY, quietHour, told, type History } from '../testing/history.js';
import { applied, cohort, cohorts, REGIONS } from '../testing/report.js';

const MOVED_AT = 24 * 17;

/** Rows and mean loss by score bin: easy cases score in bin 4, hard ones in bin 9, strange ones in bin 19. */
type Mix = Readonly<Record<number, readonly [share: number, loss: number]>>;

/** Matured truth of an hour in every region, divided over score bins as the mix says. */
const mixed = (from: number, mix: Mix): CohortCell[] =>
  Object.entries(REGIONS).map(([region, n]) => {
    const cell = cohort(from, { region, n });
    const bins = Array.from({ length: 20 }, (_, bin): [number, number] => {
      const [share, loss] = mix[bin] ?? [0, 0];
      const rows = Math.round(n * share);
      return [rows, Math.round(rows * loss * 1e9)];
    });
    const total = bins.reduce((sum, [, loss]) => sum + loss, 0);
    const batches = cell.batches.map(([size], i) => [size, Math.round(total / 8) + (i % 2)] as const);
    return { ...cell, brier: total, batches, bins };
  });

const USUAL: Mix = { 4: [0.9, 0.1], 9: [0.1, 0.4] };
const HARDER: Mix = { 4: [0.5, 0.1], 9: [0.5, 0.4] };
const STRANGE: Mix = { 4: [0.7, 0.1], 19: [0.3, 0.6] };

const day = (history: History, days: number, mix: Mix): History =>
  live(history, 24 * days, (index) => quietHour(index, { cohorts: mixed(cohortOf(index), mix) }));

const usual = day(NO_HISTORY, MOVED_AT / 24, USUAL);
const spoken = ({ decisions }: History) => decisions.filter(({ heartbeat }) => !heartbeat);

describe('T12, more risk although every score means what it did', () => {
  const moved = day(usual, 9, HARDER);
  const decision = spoken(moved).find(({ rule }) => rule === 'T12');

  it('asks people for a training when the cases are known ones, and not before three days tell mix from relation', () => {
    expect(decision).toMatchObject({
      headline: 'HOLD',
      reason: 'mix_moved',
      scope: ['all'],
      vector: { model: [{ do: 'retrain' }], people: [{ do: 'ticket' }] },
    });
    expect((decision?.window[0] ?? 0) - cohortOf(MOVED_AT)).toBeGreaterThanOrEqual(3 * DAY);
    expect(told(moved)).not.toContainEqual(expect.stringContaining('T11'));
  });

  it('says until then that harm is not told yet', () => {
    const early = spoken(day(usual, 2, HARDER)).at(-1);
    expect(early).toMatchObject({ headline: 'HOLD', rule: 'T22', reason: 'harm_unknown' });
    expect(early?.why_not.find(({ action }) => action === 'retrain')?.because).toBe(
      'too few days have matured to tell whether the mix of cases or the relation has changed',
    );
  });

  it('rests on both detectors: the risk in all, and a bound on what the scores do not explain', () => {
    const own = decision?.evidence.filter(({ rule }) => rule === 'T12');
    expect(own?.map(({ statistic }) => statistic)).toEqual(['log_e', 'upper_bound', 'share_at_least']);
    expect(own?.[0]?.value).toBeGreaterThanOrEqual(own?.[0]?.threshold ?? Infinity);
    // Every score costs what it did, tolerated is a quarter more: the bound is −25 % of .25 by hand.
    expect(own?.[1]?.value).toBeCloseTo(-0.25 * 0.25, 3);
    expect(own?.[2]?.value).toBe(0);
    expect(decision?.paragraph).toContain('although every score costs what it always did');
  });

  it('watches and pages where three in ten answers have scores nobody has seen, whatever they cost', () => {
    const heard = spoken(day(usual, 9, STRANGE));
    const strange = heard.find(({ rule }) => rule === 'T12');
    expect(heard.map(({ rule }) => rule)).not.toContain('T11');
    expect(strange).toMatchObject({
      headline: 'HOLD',
      reason: 'mix_out_of_support',
      vector: { model: [{ do: 'watch' }], people: [{ do: 'page' }] },
    });
    expect(strange?.evidence.find(({ statistic }) => statistic === 'share_at_least')?.value).toBeGreaterThan(
      0.25,
    );
  });

  it('leaves it to T11 when known scores cost more beside strange ones', () => {
    const relation = spoken(day(usual, 9, { 4: [0.7, 0.25], 19: [0.3, 0.6] }));
    expect(relation.map(({ rule }) => rule)).toContain('T11');
  });

  it('leaves it to T11 when the scores themselves cost more', () => {
    const relation = spoken(day(usual, 6, { 4: [0.9, 0.25], 9: [0.1, 0.6] }));
    expect(relation.map(({ rule }) => rule)).toContain('T11');
    expect(relation.map(({ rule }) => rule)).not.toContain('T12');
  });
});

describe('T13, enough new rows', () => {
  const trained = (rows: number) =>
    applied(2, 'train', { version: 'v1', trained: { rows, from: EPOCH - 30 * DAY, until: EPOCH - DAY } });
  const withTraining = (rows: number, days: number): History =>
    live(NO_HISTORY, 24 * days, (index) =>
      quietHour(index, index === 0 ? { ledger: [applied(1, 'release', { share: 1 }), trained(rows)] } : {}),
    );

  it('is said when half of the training rows have matured since, without a headline and without a person', () => {
    // 700 rows an hour from hour 12 on: 250 000 of 500 000 have matured in hour 12 + 358 = 370 of 480.
    const history = withTraining(500_000, 20);
    const [decision] = spoken(history).filter(({ rule }) => rule === 'T13');
    expect(decision).toMatchObject({
      headline: 'HOLD',
      reason: 'enough_new_rows',
      incident_id: null,
      vector: {
        model: [{ do: 'retrain', range: [EPOCH - 30 * DAY, cohortOf(369) + HOUR] }],
        people: [{ do: 'none' }],
      },
    });
    expect(((decision?.window[0] ?? 0) - EPOCH) / HOUR).toBe(369);
  });

  it('is not said of a version whose training nobody has told of', () => {
    expect(told(live(NO_HISTORY, 24 * 20))).toEqual(['HOLD T22 quiet']);
  });

  it('is not said while the risk stands above its level', () => {
    const worse = live(withTraining(1_000_000, 17), 24 * 10, (index) =>
      quietHour(index, { cohorts: cohorts(cohortOf(index), { loss: 0.24 }) }),
    );
    expect(told(worse)).not.toContainEqual(expect.stringContaining('T13'));
    expect(told(worse)).toContainEqual(expect.stringContaining('RETRAIN T11'));
  });
});

describe('T15, labels that the decisions have shaped', () => {
  const { labels } = testContract();
  const policy = testPolicy({ labels: labels && { ...labels, influenced_by_decision: true } });
  const shaped = (before: History, hours: number, loss: number): History =>
    live(before, hours, (index) =>
      quietHour(index, {
        policy: index === 0 ? policy : null,
        cohorts: index >= 12 ? cohorts(cohortOf(index), { loss }) : [],
      }),
    );
  const quiet = shaped(NO_HISTORY, MOVED_AT, 0.15);

  it('veto every training from the first report on, which is no incident', () => {
    expect(told(quiet)).toEqual(['HOLD T15 labels_shaped_by_decisions']);
    expect(quiet.decisions[0]).toMatchObject({
      incident_id: null,
      vector: { model: [{ do: 'veto', rule: 'T15' }], people: [{ do: 'none' }] },
    });
    expect(quiet.state?.incidents).toEqual([]);
  });

  it('feedback loop: the risk rises, a training is due, and people get a ticket instead', () => {
    const due = spoken(shaped(quiet, 24 * 4, 0.24)).at(-1);
    expect(due).toMatchObject({
      headline: 'HOLD',
      rule: 'T15',
      reason: 'retrain_on_own_decisions',
      vector: { model: [{ do: 'veto' }], people: [{ do: 'ticket' }] },
    });
    expect(due?.incident_id).not.toBeNull();
    expect(due?.paragraph).toContain("shaped by the model's own decisions");
  });

  it('veto nothing where a random slice is named', () => {
    const sliced = testPolicy({
      labels: labels && {
        ...labels,
        influenced_by_decision: true,
        random_slice: { segment: 'region', value: 'west' },
      },
    });
    const free = live(NO_HISTORY, 30, (index) => quietHour(index, { policy: index === 0 ? sliced : null }));
    expect(told(free)).toEqual(['HOLD T22 quiet']);
  });
});

describe('seed scenario: nightly retrain', () => {
  it('thirty nights in which nothing presses give no order, however many rows are new', () => {
    const trained = applied(2, 'train', {
      version: 'v1',
      trained: { rows: 20_000, from: EPOCH - 30 * DAY, until: EPOCH - DAY },
    });
    const nights = live(NO_HISTORY, 24 * 30, (index) =>
      quietHour(index, index === 0 ? { ledger: [applied(1, 'release', { share: 1 }), trained] } : {}),
    );
    expect(told(nights)).toEqual(['HOLD T22 quiet', 'HOLD T13 enough_new_rows']);
    expect(nights.decisions.filter(({ headline }) => headline !== 'HOLD')).toEqual([]);
  });
});
