import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { ReferenceProfile } from '@checkride/domain/contract/reference-profile';
import type { LifecycleEvent } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { Report } from '@checkride/domain/report/report';
import { TOPICS } from '@checkride/messaging/topics';
import { uniqueName } from '../stack.js';
import { deduplicated } from './naive-panes.js';
import { drawRows } from './random-rows.js';
import type { Row, Truth } from './random-rows.js';
import { modelRecord } from './world.js';
import type { World } from './world.js';

export const HOUR = 3_600_000;
export const FROM = Date.UTC(2001, 0, 31, 18);
export const WINDOWS = 24;
export const LATENESS = 60_000;
export const MATURE = 3 * HOUR;
export const SLOW = 100;
export const THRESHOLD = 0.6;

export const edges = [0, 20, 40, 60, 80];
export const counts = (bins: number): number[] => Array.from({ length: bins }, (_, i) => 100 + i);
export const reference: ReferenceProfile = {
  digest: 'ref',
  version: 'v1',
  rows: 1000,
  training_rows: 5000,
  numeric: [
    { feature: 'amount', edges, counts: counts(6), rows: 615, missing: 0, low: -5, high: 105 },
    { feature: 'big', edges: [1e11, 5e11], counts: counts(3), rows: 303, missing: 0, low: 0, high: 1e12 },
  ],
  categorical: [{ feature: 'kind', values: ['a', 'b', 'c'], counts: counts(4), rows: 406, missing: 0 }],
  score: { low: 0, high: 1, counts: counts(64) },
  segments: { region: ['east', 'west', 'north'], tier: ['low', 'high'] },
  metrics: {},
};

export const contractOf = (model: string): string => `
model: ${model}
task: binary
threshold: ${THRESHOLD}
source: {predictions: ${model}.p, labels: ${model}.l, clock: replay, lag: 2}
features:
  amount: {type: number, min: 0, max: 100, source: billing}
  flag: {type: boolean}
  big: {type: double}
  kind: {type: category}
segments: [region, tier]
randomised_by: request
labels: {kind: complete, horizon: 3h, at_most: 3h, batch: 1h, source: test}
windows: {base: 1h, lateness: 60s, drift: 2h}
gates: {monitor: {slo: {latency_ms: ${SLOW}, error_rate: 0.01}}}
`;

export const routeOf = (model: string, revision: number): RouteRecord => ({
  model,
  revision,
  release: revision === 1 ? 'none' : 'r2',
  release_epoch: revision,
  roles: revision === 1 ? { v1: 'sole' } : { v1: 'control', v2: 'candidate' },
  shares: { '*': revision === 1 ? { v1: 1 } : { v1: 0.7, v2: 0.3 } },
  shadow: ['v3'],
  artifacts: {},
  step: revision === 1 ? -1 : 0,
  randomised_by: 'request',
  decided_at: 0,
});

/** The controller's word that it folded a tick, with two routes known and an empty ledger. */
export const folded = (model: string, window: number): LifecycleEvent => ({
  kind: 'folded' as const,
  folded: {
    model,
    window: [window, window + HOUR] as const,
    route_revision: 2,
    outstanding_jobs: [],
    ledger_seq: 0,
  },
});

/** A model whose rows were drawn, stored and reported. */
export interface Scenario {
  readonly model: string;
  readonly record: ModelRecord;
  readonly rows: readonly Row[];
  readonly truths: readonly Truth[];
  /** What the proxy outcome told, if the variant has one. */
  readonly proxies: readonly EarlyWord[];
  /** Rows without redeliveries, and those of them that were on time. */
  readonly unique: readonly Row[];
  readonly onTime: readonly Row[];
  readonly reports: readonly Report[];
  readonly bytes: readonly Buffer[];
}

/** Another kind of model for the same rows: its contract and reference, and what its rows and truths look like. */
export interface Variant {
  readonly contract: (model: string) => string;
  readonly reference: ReferenceProfile;
  readonly row: (row: Row) => Row;
  readonly truth: (truth: Truth) => readonly Truth[];
  /** Name of an outcome that each first truth is told early as, half an hour after it. */
  readonly proxy?: string;
}

const BINARY: Variant = {
  contract: contractOf,
  reference,
  row: (row) => row,
  truth: (truth) => [truth],
};

/** An outcome of one prediction that tells its truth early. */
export interface EarlyWord {
  readonly unit: bigint;
  readonly at: number;
  readonly appendedAt: number;
  readonly of: string;
  readonly value: number;
}

/** The first truth of every answer, told half an hour into its hour; one in three arrives too late to count. */
export function proxiesOf(rows: readonly Row[], truths: readonly Truth[]): EarlyWord[] {
  const units = new Map(rows.map(({ id, unit }) => [id, unit]));
  return truths
    .filter(({ revision }) => revision === 0)
    .map(({ id, hour, value }) => {
      const at = hour + HOUR / 2;
      const slow = id.charCodeAt(2) % 3 === 0;
      return { unit: units.get(id) ?? 0n, at, appendedAt: at + (slow ? 3 : 1) * HOUR, of: id, value };
    });
}

/** Stores the rows of a seed in three parts, promises them and waits for the reports of all windows. */
export async function playScenario(world: World, seed: number, variant: Variant = BINARY): Promise<Scenario> {
  const model = uniqueName('panes');
  const topics = [`${model}.p`, `${model}.l`, ...(variant.proxy === undefined ? [] : [`${model}.o`])];
  const record = modelRecord(variant.contract(model), variant.reference);
  const drawn = drawRows({
    seed,
    from: FROM,
    base: HOUR,
    windows: WINDOWS,
    rowsPerWindow: 500,
    lateness: LATENESS,
    labelDelay: MATURE,
  });
  const rows = drawn.rows.map(variant.row);
  const truths = drawn.truths.flatMap(variant.truth);
  const unique = deduplicated(rows);
  await world.ensureSources(topics);
  await world.publish(TOPICS.models, 'model-record', model, [record]);
  await world.publish(TOPICS.routes, 'route', model, [routeOf(model, 1), routeOf(model, 2)]);
  for (let part = 0; part < 3; part += 1) {
    await world.storeRows(
      model,
      rows.filter((_, i) => i % 3 === part),
    );
    await world.storeTruths(
      model,
      truths.filter((_, i) => i % 3 === part),
    );
  }
  const proxies = variant.proxy === undefined ? [] : proxiesOf(rows, truths);
  if (variant.proxy !== undefined) await world.storeOutcomes(model, variant.proxy, proxies);
  await world.promise(topics, FROM + 40 * HOUR);
  await world.reports(model, 2);
  const ticks = Array.from({ length: WINDOWS }, (_, i) => FROM + i * HOUR);
  await world.publish(
    TOPICS.lifecycle,
    'lifecycle-event',
    model,
    ticks.map((tick) => folded(model, tick)),
  );
  const made = (await world.reports(model, WINDOWS)).slice(0, WINDOWS);
  return {
    model,
    record,
    rows,
    truths,
    proxies,
    unique,
    onTime: unique.filter(({ late }) => !late),
    reports: made.map(({ report }) => report),
    bytes: made.map(({ bytes }) => bytes),
  };
}
