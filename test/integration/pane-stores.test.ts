import { beforeAll, describe, expect, test } from '@jest/globals';
import { digest } from '@checkride/domain/canonical';
import type { Report } from '@checkride/domain/report/report';
import { monitoredWorld } from '../support/monitor/monitored-world.js';
import { memoryReports } from '../support/monitor/memory-reports.js';
import { folded, FROM, HOUR, playScenario, routeOf, WINDOWS } from '../support/monitor/scenario.js';
import type { Scenario } from '../support/monitor/scenario.js';
import { MULTICLASS, POSITIVE_ONLY, PROXY, REGRESSION } from '../support/monitor/variants.js';
import { playUnits } from '../support/monitor/unit-scenario.js';

const PARTS = [
  'serving',
  'checks',
  'contrasts',
  'assignments',
  'drift',
  'cohorts',
  'kpis',
  'changes',
  'corrections',
] as const;

const monitored = monitoredWorld();

describe.each([
  ['of a binary model', 21, undefined],
  ['of another seed', 22, undefined],
  ['with labels of positives only', 23, POSITIVE_ONLY],
  ['of several classes', 24, MULTICLASS],
  ['of a regression', 25, REGRESSION],
  ['with an early proxy of the truth', 26, PROXY],
] as const)('the same rows %s in the engine and in memory', (_, seed, variant) => {
  let played: Scenario;
  let again: Report[];
  beforeAll(async () => {
    played = await playScenario(monitored.world, seed, variant);
    const { model, record, rows, truths, proxies } = played;
    again = await memoryReports({
      record,
      routes: [routeOf(model, 1), routeOf(model, 2)],
      folded: Array.from({ length: WINDOWS }, (_, i) => folded(model, FROM + i * HOUR)).flatMap((event) =>
        event.kind === 'folded' ? [event.folded] : [],
      ),
      rows,
      truths,
      outcomes: proxies.map(({ unit, at, appendedAt, of, value }) => ({
        ...{ kpi: 'early', unit, prediction: of, value },
        ...{ eventTime: at, appendedAt },
      })),
      frontier: FROM + 40 * HOUR,
    });
  }, 120_000);

  test('every part of every report is the same', () => {
    for (const [i, report] of played.reports.entries())
      for (const part of PARTS) expect([part, again[i]?.[part]]).toEqual([part, report[part]]);
  });

  test('whole reports have the same digest', () => {
    expect(again.slice(0, played.reports.length).map(digest)).toEqual(played.reports.map(digest));
  });
});

test('units that come again are counted alike: first exposures, their outcomes and their conversions', async () => {
  const { scenario, reports } = await playUnits(monitored.world);
  const again = await memoryReports(scenario);
  for (const [i, report] of reports.entries())
    for (const part of ['contrasts', 'cohorts', 'kpis', 'assignments'] as const)
      expect([part, again[i]?.[part]]).toEqual([part, report[part]]);
  expect(again.slice(0, reports.length).map(digest)).toEqual(reports.map(digest));
  expect(new Set(reports.flatMap(({ contrasts }) => contrasts.map(({ metric }) => metric)))).toEqual(
    new Set([
      ...['error', 'timeout', 'latency', 'proxy_loss', 'matured_loss', 'kpi.conversion'],
      ...['null.amount', 'range.amount', 'null.flag', 'range.flag', 'null.big', 'range.big'],
      ...['null.kind', 'unseen.kind'],
    ]),
  );
}, 120_000);
