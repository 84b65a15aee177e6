import { describe, expect, test } from '@jest/globals';
import { parseContractFile } from '@checkride/contract-file/contract-file';
import type { CohortCell } from '@checkride/domain/report/cells';
import { monitoredWorld } from '../support/monitor/monitored-world.js';
import { knownTruths } from '../support/monitor/naive-panes.js';
import type { Row, Truth } from '../support/monitor/random-rows.js';
import {
  contractOf,
  HOUR,
  LATENESS,
  MATURE,
  playScenario,
  type Scenario,
} from '../support/monitor/scenario.js';
import { MULTICLASS, POSITIVE_ONLY, PROXY, REGRESSION } from '../support/monitor/variants.js';

const monitored = monitoredWorld();

const DAY = 86_400_000;
interface Judged {
  readonly row: Row;
  readonly truth: Truth | undefined;
}

/** Answers of a cohort beside the truth known when it was due. */
function judgedRows({ onTime, truths }: Scenario, cell: CohortCell): Judged[] {
  const known = knownTruths(truths, cell.over[1] + MATURE + LATENESS + HOUR);
  return onTime
    .filter(
      (row) =>
        row.arm === 'live' &&
        row.status === 'ok' &&
        (row.score !== null || row.answer !== undefined) &&
        row.window === cell.over[0] &&
        row.version === cell.version &&
        (cell.region === 'all' || row.segments[0] === cell.region),
    )
    .map((row) => ({ row, truth: known.get(row.id) }));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const cohortsOf = ({ reports }: Scenario): CohortCell[] => reports.flatMap(({ cohorts }) => cohorts);
const lossCells = ({ reports }: Scenario) =>
  reports.flatMap((report) =>
    report.contrasts
      .filter(({ metric, segment }) => metric === 'matured_loss' && segment === 'all')
      .map((cell) => ({ cell, hour: report.window[0] - MATURE - 2 * HOUR })),
  );

/** Both roles of a matured-loss contrast, counted row by row. */
function recount(
  played: Scenario,
  { cell, hour }: ReturnType<typeof lossCells>[number],
  wrong: (judged: Judged) => boolean | null,
) {
  const count = (version: string) => {
    const there = judgedRows(played, {
      ...cohortsOf(played)[0]!,
      over: [hour, hour + HOUR],
      version,
      region: 'all',
    })
      .filter(({ row }) => `${row.segments[0]}@${row.revision}` === cell.stratum)
      .map(wrong)
      .filter((one) => one !== null);
    return { n: there.length, k: there.filter(Boolean).length };
  };
  return { ...cell, candidate: count('v2'), control: count('v1') };
}

describe('labels by the hour they were observed in', () => {
  test('are those that came in time, of all regions together', async () => {
    const played = await playScenario(monitored.world, 31);
    const all = cohortsOf(played);
    expect(all.filter(({ region }) => region !== 'all').every(({ observed }) => observed.length === 0)).toBe(
      true,
    );
    for (const cell of all.filter(({ region }) => region === 'all')) {
      const hours = new Map<number, [number, number, number]>();
      for (const { row, truth } of judgedRows(played, cell)) {
        if (!truth) continue;
        const hour = Math.max(cell.over[0], Math.floor(truth.appendedAt / HOUR) * HOUR);
        const [n, positives, loss] = hours.get(hour) ?? [0, 0, 0];
        const lost = Math.round(((row.score ?? 0) - truth.value) ** 2 * 1e9);
        hours.set(hour, [n + 1, positives + truth.value, loss + lost]);
      }
      const expected = [...hours].sort(([a], [b]) => a - b).map(([hour, counts]) => [hour, ...counts]);
      expect(cell.observed).toEqual(expected);
    }
  }, 120_000);
});

describe('labels of positives only', () => {
  test('make silence a negative at the horizon, in losses, sub-batches and contrasts', async () => {
    const played = await playScenario(monitored.world, 32, POSITIVE_ONLY);
    for (const cell of cohortsOf(played)) {
      const rows = judgedRows(played, cell);
      const losses = rows.map(({ row, truth }) =>
        Math.round(((row.score ?? 0) - Number(truth !== undefined)) ** 2 * 1e9),
      );
      expect([cell.labelled, cell.positives, cell.brier]).toEqual([
        rows.length,
        rows.filter(({ truth }) => truth).length,
        sum(losses),
      ]);
      expect(sum(cell.batches.map(([n]) => n))).toBe(rows.length);
      if (cell.region === 'all') expect(sum(cell.observed.map(([, n]) => n))).toBe(cell.positives);
    }
    for (const one of lossCells(played))
      expect(
        recount(played, one, ({ row, truth }) => (row.score ?? 0) >= 0.6 !== (truth !== undefined)),
      ).toEqual(one.cell);
    expect(lossCells(played).length).toBeGreaterThan(0);
  }, 120_000);

  test('are complete at their horizon, whatever age a contract gives', () => {
    const yaml = contractOf('m').replace('kind: complete, horizon: 3h', 'kind: positive_only, horizon: 10d');
    expect(parseContractFile(yaml, 'contract.yml').labels?.mature_after_ms).toBe(10 * DAY);
  });
});

describe('several classes', () => {
  test('are wrong when the answer is not the truth, and placed by how sure the answer was', async () => {
    const played = await playScenario(monitored.world, 33, MULTICLASS);
    const wrong = ({ row, truth }: Judged) => (truth ? row.answer?.class !== truth.class : null);
    for (const cell of cohortsOf(played)) {
      const rows = judgedRows(played, cell).filter(({ truth }) => truth);
      const bins = Array.from({ length: 20 }, () => [0, 0]);
      for (const judged of rows) {
        const certainty = Math.fround(Math.max(...(judged.row.answer?.scores ?? [])));
        const bin = bins[Math.min(19, Math.floor(20 * certainty))]!;
        bin[0]! += 1;
        bin[1]! += wrong(judged) ? 1e9 : 0;
      }
      expect([cell.labelled, cell.brier]).toEqual([rows.length, 1e9 * rows.filter(wrong).length]);
      expect(cell.bins).toEqual(bins);
    }
    for (const one of lossCells(played)) expect(recount(played, one, wrong)).toEqual(one.cell);
    expect(lossCells(played).length).toBeGreaterThan(0);
  }, 120_000);
});

describe('an early proxy of the truth', () => {
  test('is contrasted at a tenth of the age of the truth, and is no truth itself', async () => {
    const played = await playScenario(monitored.world, 35, PROXY);
    const cells = played.reports.flatMap((report) =>
      report.contrasts
        .filter(({ metric, segment }) => metric === 'proxy_loss' && segment === 'all')
        .map((cell) => ({ cell, hour: report.window[0] - 2 * HOUR - HOUR })),
    );
    expect(cells.length).toBeGreaterThan(0);
    for (const { cell, hour } of cells) {
      // Complete an hour after the cohort's end; what had arrived an hour and the lateness later counts.
      const due = hour + HOUR + HOUR + LATENESS + HOUR;
      const told = new Map(
        played.proxies.filter(({ appendedAt }) => appendedAt < due).map(({ of, value }) => [of, value]),
      );
      const wrong = ({ row }: Judged) => {
        const value = told.get(row.id);
        return value === undefined ? null : (row.score ?? 0) >= 0.6 !== (value === 1);
      };
      expect(recount(played, { cell, hour }, wrong)).toEqual(cell);
    }
    for (const cell of cohortsOf(played).filter(({ region }) => region === 'all'))
      expect(cell.labelled).toBe(judgedRows(played, cell).filter(({ truth }) => truth).length);
  }, 120_000);
});

describe('a regression', () => {
  test("is wrong beyond the 90 % quantile of the reference's errors", async () => {
    const played = await playScenario(monitored.world, 34, REGRESSION);
    for (const one of lossCells(played))
      expect(
        recount(played, one, ({ row, truth }) =>
          truth ? Math.abs((row.score ?? 0) - truth.value) > 0.6 : null,
        ),
      ).toEqual(one.cell);
    expect(lossCells(played).some(({ cell }) => cell.control.k > 0)).toBe(true);
  }, 120_000);
});
