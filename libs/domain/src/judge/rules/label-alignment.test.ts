import { describe, expect, it } from '@jest/globals';
import type { CohortCell } from '../../report/cells.js';
import { DAY, HOUR } from '../testing/contract.js';
import { cohortOf, live, NO_HISTORY, quietHour, told, type History } from '../testing/history.js';
import { cohort, cohorts } from '../testing/report.js';

const CHANGED_AT = 24 * 17;
const T = cohortOf(CHANGED_AT);
const PER_HOUR = 700;

/** Loss of labels of one event hour observed at one age (hours). */
type LossAt = (event: number, observed: number) => number;

/** Truth of an hour whose labels come evenly over `ages` hours, loss and share of positives depending on both times. */
function seen(event: number, ages: number, lossAt: LossAt, shareAt: LossAt = () => 0.2): CohortCell[] {
  const share = Math.floor(PER_HOUR / ages);
  const observed = Array.from({ length: ages }, (_, age): CohortCell['observed'][number] => {
    const at = event + age * HOUR;
    const n = age === 0 ? PER_HOUR - share * (ages - 1) : share;
    return [at, n, Math.round(n * shareAt(event, at)), Math.round(n * lossAt(event, at) * 1e9)];
  });
  const mean = observed.reduce((sum, [, , , loss]) => sum + loss, 0) / 1e9 / PER_HOUR;
  const all = cohort(event, { region: 'all', n: PER_HOUR, loss: mean });
  const positive = observed.reduce((sum, [, , positives]) => sum + positives, 0) / PER_HOUR;
  const regions = cohorts(event, { loss: mean });
  return [
    ...regions.map((cell) => ({ ...cell, positives: Math.round(cell.n * positive) })),
    { ...all, observed },
  ];
}

const lived = (before: History, hours: number, lossAt: LossAt, ages = 12): History =>
  live(before, hours, (index) =>
    quietHour(index, { cohorts: index >= 12 ? seen(cohortOf(index), ages, lossAt) : [] }),
  );

/** Before the first cohort of which any label is observed at T. */
const quiet = lived(NO_HISTORY, CHANGED_AT - 12, () => 0.15);
const spoken = ({ decisions }: History) => decisions.filter(({ heartbeat }) => !heartbeat);

describe('T10, a rise of the loss that follows the hour labels were observed in', () => {
  // Labels of noon that were observed after T are wrong like all others: a join that broke, not a world.
  const broken = lived(quiet, 24 * 3, (_event, observed) => (observed >= T ? 0.3 : 0.15));
  const decision = spoken(broken).find(({ rule }) => rule === 'T10');

  it('is a fault of the labels: quarantined, and nothing is trained on them', () => {
    expect(decision).toMatchObject({
      headline: 'FIX_DATA',
      reason: 'label_aligned_with_observation',
      vector: {
        data: [{ do: 'quarantine', scope: ['labels'] }],
        model: [{ do: 'veto' }],
        people: [{ do: 'page' }],
      },
    });
    expect(told(broken)).not.toContainEqual(expect.stringContaining('RETRAIN'));
    expect(broken.state?.risk.conditional).toEqual({});
  });

  it('quarantines from the first events whose labels it spoilt, eleven hours before at most', () => {
    const from = decision?.vector.data[0]?.range?.[0] ?? 0;
    expect(from).toBeGreaterThanOrEqual(T - 11 * HOUR);
    expect(from).toBeLessThan(T);
  });

  it('says how much of the shift also hits earlier events, and since when labels are different', () => {
    expect(decision?.evidence[0]).toMatchObject({ statistic: 'share_of_shift', threshold: 0.5 });
    expect(decision?.evidence[0]?.value).toBeGreaterThan(0.8);
    expect(decision?.evidence[0]?.counts['observed_from']).toBe(T);
    expect(decision?.paragraph).toContain('it is the labels that changed and not the world');
  });

  it('is not over with one good hour', () => {
    expect(lived(broken, 1, () => 0.15).state?.alignment.fault).not.toBeNull();
  });

  it('heals with the first cohorts whose labels are right again, and the risk starts anew', () => {
    const healed = lived(broken, 4, () => 0.15);
    expect(told(healed).at(-1)).toBe('HOLD T22 quiet');
    expect(healed.state?.alignment.fault).toBeNull();
  });
});

describe('T10, labels that come in batches of six hours', () => {
  const batchOf = (event: number): number => (Math.floor(event / (6 * HOUR)) + 1) * 6 * HOUR;
  /** The same truth, all of it observed when its batch comes. */
  const inBatches = (before: History, hours: number, lossAt: LossAt): History =>
    live(before, hours, (index) =>
      quietHour(index, {
        cohorts: (index >= 12 ? seen(cohortOf(index), 1, (event) => lossAt(event, batchOf(event))) : []).map(
          (cell) => ({
            ...cell,
            observed: cell.observed.map(
              ([event, n, positives, loss]) => [batchOf(event), n, positives, loss] as const,
            ),
          }),
        ),
      }),
    );
  const calm = inBatches(NO_HISTORY, CHANGED_AT - 12, () => 0.15);

  it('are faulty when whole batches are wrong from one on: no world changes with its first event by itself', () => {
    const broken = inBatches(calm, 24 * 3, (_event, observed) => (observed >= T ? 0.3 : 0.15));
    expect(spoken(broken).find(({ rule }) => rule === 'T10')).toMatchObject({
      reason: 'label_aligned_with_observation',
    });
    expect(told(broken)).not.toContainEqual(expect.stringContaining('RETRAIN'));
  });

  it('heal when the batches are right again', () => {
    const broken = inBatches(calm, 24 * 3, (_event, observed) => (observed >= T ? 0.3 : 0.15));
    expect(broken.state?.alignment.fault).not.toBeNull();
    expect(inBatches(broken, 24, () => 0.15).state?.alignment.fault).toBeNull();
  });

  it('are believed when events changed in the middle of a batch', () => {
    const moved = inBatches(calm, 24 * 4, (event) => (event >= T + 2 * HOUR ? 0.3 : 0.15));
    expect(told(moved)).toContainEqual(expect.stringContaining('RETRAIN T11'));
  });
});

describe('T11, a rise of the loss that follows the hour of the events', () => {
  it('is the world: retrained on, without waiting', () => {
    const changed = lived(quiet, 24 * 3, (event) => (event >= T ? 0.3 : 0.15));
    const order = spoken(changed).find(({ headline }) => headline === 'RETRAIN');
    expect(order).toMatchObject({ rule: 'T11', reason: 'relation_changed' });
    expect(told(changed)).not.toContainEqual(expect.stringContaining('T10'));
    expect(changed.state?.alignment.question).toMatchObject({ settled: true });
  });

  it('is the world too where it changes over days: events shortly before any hour show it already', () => {
    const HOURS = 72;
    const slow = lived(
      quiet,
      24 * 5,
      (event) => 0.15 + 0.15 * Math.min(1, Math.max(0, event - T) / HOUR / HOURS),
    );
    expect(told(slow)).not.toContainEqual(expect.stringContaining('T10'));
    expect(spoken(slow).find(({ headline }) => headline === 'RETRAIN')).toMatchObject({ rule: 'T11' });
  });

  it('waits a day and no longer where labels come at once, so that the two cannot be told apart', () => {
    const early = lived(quiet, 12 + 20, (event) => (event >= T ? 0.4 : 0.15), 1);
    const open = spoken(early).at(-1);
    expect(open).toMatchObject({ rule: 'T22', reason: 'harm_unknown' });
    expect(open?.why_not.find(({ action }) => action === 'retrain')?.because).toBe(
      'it is not told yet whether the labels or the world changed',
    );
    const later = lived(early, 24 + 12, (event) => (event >= T ? 0.4 : 0.15), 1);
    const order = spoken(later).find(({ headline }) => headline === 'RETRAIN');
    const waited = (order?.window[0] ?? 0) - (open?.window[0] ?? 0);
    expect(waited).toBeGreaterThanOrEqual(DAY - HOUR);
    expect(waited).toBeLessThanOrEqual(DAY + HOUR);
  });
});

describe('T10, another share of positives that costs the model no loss', () => {
  const shifted = (shareAt: LossAt) =>
    live(quiet, 24 * 2, (index) => {
      const cells = seen(cohortOf(index), 12, () => 0.15, shareAt);
      return quietHour(index, { cohorts: cells });
    });
  const broken = shifted((_event, observed) => (observed >= T ? 0.12 : 0.2));

  it('is a fault of the labels where it follows the hour they were observed in', () => {
    const decision = spoken(broken).find(({ rule }) => rule === 'T10');
    expect(decision).toMatchObject({
      reason: 'label_aligned_with_observation',
      vector: { data: [{ do: 'quarantine', scope: ['labels'] }], model: [{ do: 'veto' }] },
    });
    expect(decision?.evidence[0]?.stream).toBe('positive labels by when they were observed');
  });

  it('heals and is not said again of the labels it was said of', () => {
    const healed = lived(broken, 24, () => 0.15);
    expect(told(healed).at(-1)).toBe('HOLD T22 quiet');
    expect(healed.state?.labels.positives).toBeNull();
  });

  it('is the world where it follows the hour of the events: nothing is done', () => {
    const world = shifted((event) => (event >= T ? 0.12 : 0.2));
    expect(world.state?.labels.positives?.open).toBe(true);
    expect(told(world)).not.toContainEqual(expect.stringContaining('T10'));
  });

  it('is nothing to act on where half a day is over with it, as weather is', () => {
    const storm = shifted((_event, observed) => (observed >= T && observed < T + 12 * HOUR ? 0.12 : 0.2));
    expect(told(storm)).not.toContainEqual(expect.stringContaining('T10'));
  });

  it('is nothing within a tenth', () => {
    const within = shifted((_event, observed) => (observed >= T ? 0.19 : 0.2));
    expect(within.state?.labels.positives).toBeNull();
  });
});
