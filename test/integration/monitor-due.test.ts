import { beforeAll, describe, expect, test } from '@jest/globals';
import { encodeWire } from '@checkride/messaging/wire';
import { createPaneStore } from '@checkride/monitor/adapters/pane-store';
import { firstHead } from '@checkride/monitor/head';
import { createCountStep } from '@checkride/monitor/steps/count-windows';
import { makeReport } from '@checkride/monitor/steps/make-report';
import { binCounts, categoryCounts, totalOf } from '@checkride/statistics/drift/bin-counts';
import { populationStability } from '@checkride/statistics/drift/population-stability';
import { monitoredWorld } from '../support/monitor/monitored-world.js';
import { knownTruths, matured } from '../support/monitor/naive-panes.js';
import type { Row } from '../support/monitor/random-rows.js';
import {
  counts,
  edges,
  FROM,
  HOUR,
  LATENESS,
  MATURE,
  playScenario,
  routeOf,
  THRESHOLD,
  WINDOWS,
} from '../support/monitor/scenario.js';
import type { Scenario } from '../support/monitor/scenario.js';

const monitored = monitoredWorld();

describe.each([21, 22])('due items of random rows (seed %i)', (seed) => {
  let played: Scenario;
  beforeAll(async () => {
    played = await playScenario(monitored.world, seed);
  }, 120_000);

  test('a cohort is counted once, at maturity, with the labels that had arrived', () => {
    const { reports, onTime, truths } = played;
    const cells = reports.flatMap((report) => report.cohorts.map((cell) => ({ report, cell })));
    expect(cells.length).toBeGreaterThan(0);
    for (const { report, cell } of cells) {
      const due = cell.over[1] + MATURE + LATENESS + HOUR;
      expect(report.window[1]).toBe(cell.over[1] + MATURE + 2 * HOUR);
      const there = onTime.filter(
        (row) =>
          row.arm === 'live' &&
          row.window === cell.over[0] &&
          row.version === cell.version &&
          (cell.region === 'all' || row.segments[0] === cell.region),
      );
      const { n, labelled, positives, tp, fp, fn, tn, brier, batches } = cell;
      expect({ n, labelled, positives, tp, fp, fn, tn, brier, batches }).toEqual(
        matured(there, knownTruths(truths, due), THRESHOLD),
      );
      expect(totalOf(cell.bins.map(([count]) => count))).toBe(labelled);
      expect(cell.auc).toBeGreaterThan(0);
    }
    const losses = reports.flatMap((report) =>
      report.contrasts
        .filter(({ metric, segment }) => metric === 'matured_loss' && segment === 'all')
        .map((cell) => ({ report, cell })),
    );
    expect(losses.length).toBeGreaterThan(0);
    for (const { report, cell } of losses) {
      const hour = report.window[0] - MATURE - 2 * HOUR;
      const known = knownTruths(truths, hour + HOUR + MATURE + LATENESS + HOUR);
      const count = (version: string) => {
        const there = onTime.filter(
          (row) =>
            row.arm === 'live' &&
            row.window === hour &&
            row.version === version &&
            `${row.segments[0]}@${row.revision}` === cell.stratum,
        );
        const { labelled, fp, fn } = matured(there, known, THRESHOLD);
        return { n: labelled, k: fp + fn };
      };
      expect({ ...cell, candidate: count('v2'), control: count('v1') }).toEqual(cell);
    }
  });

  test('drift windows hold the values of their hours on the frozen grid', () => {
    const { reports, onTime } = played;
    const cells = reports.flatMap(({ drift }) => drift);
    expect(new Set(cells.map(({ feature }) => feature))).toEqual(new Set(['amount', 'big', 'kind', 'score']));
    for (const cell of cells) {
      const there = onTime.filter(
        (row) =>
          row.arm === 'live' &&
          row.window >= cell.over[0] &&
          row.window < cell.over[1] &&
          (cell.region === 'all' || row.segments[0] === cell.region) &&
          (cell.feature !== 'score' || row.version === 'v1'),
      );
      const numbers = (of: (row: Row) => number | null | undefined): number[] =>
        there.flatMap((row) => of(row) ?? []);
      const bins = {
        amount: () =>
          binCounts(
            edges,
            numbers((row) => row.num[0]),
          ),
        big: () =>
          binCounts(
            [1e11, 5e11],
            numbers((row) => row.num64[0]),
          ),
        kind: () =>
          categoryCounts(
            ['a', 'b', 'c'],
            there.flatMap((row) => row.cat[0] ?? []),
          ),
        score: () =>
          binCounts(
            Array.from({ length: 63 }, (_, i) => (i + 1) / 64),
            numbers((row) => row.score),
          ),
      }[cell.feature]!();
      expect(cell.n).toBe(totalOf(bins));
      expect(cell.psi).toBeCloseTo(populationStability({ reference: counts(bins.length), current: bins }), 8);
    }
    expect(cells.some(({ region }) => region !== 'all')).toBe(true);
  });

  test('counting again in other portions gives the same bytes', async () => {
    const { model, record, reports, bytes } = played;
    const count = createCountStep(createPaneStore(monitored.world.clickhouse));
    const counted = [];
    for (let from = FROM; from < FROM + WINDOWS * HOUR; from += 6 * HOUR) {
      const windows = [from, from + 6 * HOUR] as const;
      const order = {
        model,
        record,
        windows,
        first: FROM,
        contrasted: new Map([[2, 'request' as const]]),
        companions: [],
      };
      counted.push(...((await count([order])).get(model) ?? []));
    }
    let head = firstHead(FROM);
    for (const [i, report] of reports.entries()) {
      const made = makeReport({
        head,
        record,
        evidence: counted[i]!,
        routes: [routeOf(model, 1), routeOf(model, 2)],
        ledger: report.ledger,
        results: [],
        deadLetters: report.dead_letters,
        freshness: report.freshness,
      });
      head = made.head;
      expect(made.report).toEqual(report);
      expect(encodeWire('report', made.report).equals(bytes[i]!)).toBe(true);
    }
  }, 120_000);
});
