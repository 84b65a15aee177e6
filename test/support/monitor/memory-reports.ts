import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Folded } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { Report } from '@checkride/domain/report/report';
import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import type { StoredOutcome } from '@checkride/store/memory/stored-rows';
import { Reporter, WindowCounter } from '../../../benchmarks/incidents/harness/virtual-monitor.js';
import type { Row, Truth } from './random-rows.js';

/** What a monitor over the panes in memory is fed: the same rows and control records as the one over the engine. */
export interface MemoryScenario {
  readonly record: ModelRecord;
  readonly routes: readonly RouteRecord[];
  readonly folded: readonly Folded[];
  readonly rows: readonly Row[];
  readonly truths: readonly Truth[];
  readonly outcomes?: readonly StoredOutcome[];
  readonly frontier: number;
}

/** The reports of the monitor's steps over the panes in memory. */
export async function memoryReports(scenario: MemoryScenario): Promise<Report[]> {
  const { record, routes, rows, truths, outcomes = [], frontier } = scenario;
  const store = createMemoryPanes();
  const tables = store.tables(record.model);
  for (const row of rows)
    tables.addPrediction({
      ...row,
      delivery: row.offset,
      artifact: `${row.version}-artifact`,
      instance: 'i1',
      runtime: 'image|view|config',
      batch: Number(row.unit % 8n),
      score: row.score ?? NaN,
      certainty: row.answer ? Math.max(...row.answer.scores.map(Math.fround)) : (row.score ?? NaN),
      class: row.answer?.class ?? '',
      num: row.num.map((value) => value ?? NaN),
      num64: row.num64.map((value) => value ?? NaN),
    });
  for (const truth of truths)
    tables.addLabel({ ...truth, class: truth.class ?? '', observedAt: truth.appendedAt });
  for (const outcome of outcomes) tables.addOutcome(outcome);
  const control = {
    model: record.model,
    records: [record],
    routeRecords: routes,
    routes: routes.length,
    entries: new Map(),
    folded: new Map(scenario.folded.map((one) => [one.window[0], one])),
  };
  const reporter = new Reporter(control);
  reporter.take(await new WindowCounter(store).close(frontier, control));
  const reports: Report[] = [];
  for (let ready = reporter.ready(frontier, []); ready.length > 0; ready = reporter.ready(frontier, []))
    reports.push(...ready);
  return reports;
}
