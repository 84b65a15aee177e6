import type { Folded } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { Report } from '@checkride/domain/report/report';
import { TOPICS } from '@checkride/messaging/topics';
import { uniqueName } from '../stack.js';
import type { MemoryScenario } from './memory-reports.js';
import { drawRows, randomOf } from './random-rows.js';
import type { Row } from './random-rows.js';
import { deduplicated } from './naive-panes.js';
import { folded, HOUR, proxiesOf } from './scenario.js';
import { modelRecord } from './world.js';
import type { World } from './world.js';

const FROM = Date.UTC(2001, 1, 1);
const WINDOWS = 36;
const CONVERSION_MS = 2 * HOUR;

/** A model randomised by unit, with labels after three hours, an early word of them and a KPI whose horizon is two. */
export const unitContract = (model: string): string => `
model: ${model}
source: {predictions: ${model}.p, labels: ${model}.l, outcomes: ${model}.o, clock: replay, lag: 2}
features: {amount: {type: number}, flag: {type: boolean}, big: {type: double}, kind: {type: category}}
segments: [region, tier]
randomised_by: unit
labels: {kind: complete, horizon: 3h, at_most: 3h, batch: 1h, source: test, proxy: early}
windows: {base: 1h, lateness: 60s, drift: 1d}
kpis: {conversion: {unit: account, better: higher, horizon: 2h}}
`;

/** v1 alone under revision 1; from `released` (ms) on v2 beside it, assigned by unit, under revision 2. */
export const unitRoute = (model: string, revision: number, released: number): RouteRecord => ({
  model,
  revision,
  release: revision === 1 ? 'none' : 'r2',
  release_epoch: revision,
  roles: revision === 1 ? { v1: 'sole' } : { v1: 'control', v2: 'candidate' },
  shares: {},
  shadow: [],
  artifacts: {},
  step: 0,
  randomised_by: 'unit',
  decided_at: revision === 1 ? 0 : released,
});

/** A conversion reached; times are ms. */
export interface Conversion {
  readonly unit: bigint;
  readonly at: number;
  readonly appendedAt: number;
}

/** Conversions behind a tenth of the answers, some past the horizon, some told of after it. */
export function drawConversions(answers: readonly Row[], seed: number): Conversion[] {
  const random = randomOf(seed);
  return answers
    .filter(() => random() < 0.1)
    .map((row) => {
      const at = row.eventTime + Math.floor(random() * 1.2 * CONVERSION_MS);
      return { unit: row.unit, at, appendedAt: at + Math.floor(random() * 2.5 * HOUR) };
    });
}

/** Plays rows of few units, most of which come again, through a real monitor; what it was fed and what it reported. */
export async function playUnits(
  world: World,
): Promise<{ readonly scenario: MemoryScenario; readonly reports: readonly Report[] }> {
  const model = uniqueName('few_units');
  const topics = [`${model}.p`, `${model}.l`, `${model}.o`];
  const drawn = drawRows({
    seed: 17,
    from: FROM,
    base: HOUR,
    windows: WINDOWS,
    rowsPerWindow: 150,
    lateness: 60_000,
    labelDelay: 3 * HOUR,
  });
  const rows = drawn.rows.map((row) => {
    const unit = row.unit % 400n;
    if (row.arm === 'shadow') return { ...row, unit };
    return { ...row, unit, version: row.revision === 2 && unit % 3n === 0n ? 'v2' : 'v1' };
  });
  const outcomes = drawConversions(
    deduplicated(rows).filter(({ late, arm }) => !late && arm === 'live'),
    5,
  );
  const record = modelRecord(unitContract(model), null);
  const routes = [1, 2].map((revision) => unitRoute(model, revision, FROM + 10 * HOUR));
  const ticks = Array.from({ length: WINDOWS + 8 }, (_, i) => folded(model, FROM + i * HOUR));
  const frontier = FROM + (WINDOWS + 8) * HOUR;

  await world.ensureSources(topics);
  await world.publish(TOPICS.models, 'model-record', model, [record]);
  await world.publish(TOPICS.routes, 'route', model, routes);
  await world.storeRows(model, rows);
  await world.storeTruths(model, drawn.truths);
  await world.storeOutcomes(model, 'conversion', outcomes);
  const early = proxiesOf(rows, drawn.truths);
  await world.storeOutcomes(model, 'early', early);
  await world.publish(TOPICS.lifecycle, 'lifecycle-event', model, ticks);
  await world.promise(topics, frontier);
  const reports = (await world.reports(model, WINDOWS + 6)).map(({ report }) => report);
  return {
    reports,
    scenario: {
      record,
      routes,
      rows,
      frontier,
      truths: drawn.truths,
      folded: ticks.flatMap((event): Folded[] => (event.kind === 'folded' ? [event.folded] : [])),
      outcomes: [
        ...outcomes.map((one) => ({ ...one, kpi: 'conversion', of: null, value: 1 })),
        ...early.map((one) => ({ ...one, kpi: 'early' })),
      ].map(({ kpi, unit, of, value, at, appendedAt }) => ({
        ...{ kpi, unit, prediction: of, value },
        ...{ eventTime: at, appendedAt },
      })),
    },
  };
}
