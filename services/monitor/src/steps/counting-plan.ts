import { digest } from '@checkride/domain/canonical';
import type { FeatureSpec } from '@checkride/domain/contract/contract';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { SlotArray } from '@checkride/domain/contract/slots';
import { cohortLength, driftLength, proxyAge, slowLag } from './due-items.js';

/** Raised when the meaning of a pane changes: panes of another plan are never added to this one's. */
const PLAN_VERSION = 2;
const DAY_MS = 86_400_000;

/** Ids of records met before: each window asks for the id of its record several times. */
const known = new WeakMap<ModelRecord, string>();

/** Id of the way a model's rows are counted: its contract, slots and frozen reference. */
export function gridId(record: ModelRecord): string {
  const before = known.get(record);
  if (before !== undefined) return before;
  const { contract_digest, slots, reference } = record;
  const id = digest([PLAN_VERSION, contract_digest, slots, reference?.digest ?? null]).slice(0, 16);
  known.set(record, id);
  return id;
}

/** A row of pane_plans or grids, columns by name. */
export type PlanRow = Readonly<Record<string, unknown>>;

/** The rows of pane_plans and grids that say how a model's rows are counted. */
export interface CountingPlan {
  readonly grid: string;
  readonly plan: PlanRow;
  readonly grids: readonly PlanRow[];
}

/** Smallest and largest legal value of a feature; the ends of the doubles where the contract sets none. */
const legal = (feature: FeatureSpec | undefined): readonly [number, number] => [
  feature?.min ?? -Number.MAX_VALUE,
  feature?.max ?? Number.MAX_VALUE,
];

/** Loss (share of the score range) above which a regression is wrong; none for classes, and where the reference knows none. */
function wrongAbove({ contract, reference }: ModelRecord): number {
  const classes = contract.task === 'binary' || contract.task === 'multiclass';
  if (classes || !reference) return Number.MAX_VALUE;
  const quantile = reference.metrics['absolute_error_q90'];
  if (quantile === undefined) return Number.MAX_VALUE;
  return Math.min(1, quantile / Math.max(Number.EPSILON, reference.score.high - reference.score.low));
}

/** The counting plan of a contract: limits and names by slot, frozen bins, values told apart. */
export function countingPlan(record: ModelRecord): CountingPlan {
  const { model, contract, reference } = record;
  const grid = gridId(record);
  const features = new Map(contract.features.map((feature) => [feature.name, feature]));
  const inSlots = (array: SlotArray): { slot: number; feature: string; spec: FeatureSpec | undefined }[] => {
    const slots = record.slots.filter((slot) => slot.array === array).sort((a, b) => a.slot - b.slot);
    return slots.map(({ slot, feature, retired }) => ({
      slot,
      feature: retired ? '' : feature,
      spec: retired ? undefined : features.get(feature),
    }));
  };
  const knownOf = (name: string): string[] => {
    const values = [
      ...(features.get(name)?.values ?? []),
      ...(reference?.categorical.find(({ feature }) => feature === name)?.values ?? []),
    ];
    return [...new Set(values)].sort();
  };

  const [num, num64, cat] = [inSlots('num'), inSlots('num64'), inSlots('cat')];
  const { low, high } = reference?.score ?? { low: 0, high: 1 };
  const epochs =
    contract.randomised_by === 'unit'
      ? [
          DAY_MS,
          ...(contract.labels ? [contract.labels.mature_after_ms, proxyAge(contract)] : []),
          ...contract.kpis.map((kpi) => kpi.horizon_ms),
        ]
      : [];
  const plan: PlanRow = {
    model,
    grid,
    task: contract.task,
    base_ms: contract.windows.base_ms,
    lateness_ms: contract.windows.lateness_ms,
    slow_lag_ms: slowLag(contract),
    mature_ms: contract.labels?.mature_after_ms ?? 0,
    batch_ms: contract.labels ? cohortLength(contract) : 0,
    positive_only: contract.labels?.kind === 'positive_only',
    proxy: contract.labels?.proxy ?? '',
    proxy_ms: proxyAge(contract),
    drift_ms: driftLength(contract),
    epochs: [...new Set(epochs.map((length) => Math.max(DAY_MS, length)))].sort((a, b) => a - b),
    kpis: contract.kpis.map(({ name }) => name),
    kpi_horizons: contract.kpis.map(({ horizon_ms }) => horizon_ms),
    kpi_lower: contract.kpis.map(({ better }) => better === 'lower'),
    threshold: contract.threshold,
    wrong_above: wrongAbove(record),
    slow_ms: contract.gates.monitor.slo.latency_ms ?? Number.MAX_VALUE,
    segments: contract.segments,
    segment_values: contract.segments.map((name) => reference?.segments[name] ?? []),
    region: contract.region === null ? 0 : contract.segments.indexOf(contract.region) + 1,
    num: num.map(({ feature }) => feature),
    num_low: num.map(({ spec }) => legal(spec)[0]),
    num_high: num.map(({ spec }) => legal(spec)[1]),
    num64: num64.map(({ feature }) => feature),
    num64_low: num64.map(({ spec }) => legal(spec)[0]),
    num64_high: num64.map(({ spec }) => legal(spec)[1]),
    cat: cat.map(({ feature }) => feature),
    cat_checked: cat.map(({ feature }) => feature !== '' && knownOf(feature).length > 0),
    score_low: low,
    score_high: high > low ? high : low + 1,
  };

  const row = (slots: SlotArray | 'score', slot: number, feature: string, more: PlanRow): PlanRow => ({
    model,
    grid,
    slots,
    slot,
    feature,
    source: features.get(feature)?.source ?? '',
    edges: [],
    categories: [],
    known: [],
    reference: [],
    reference_missing: 0,
    low: legal(features.get(feature))[0],
    high: legal(features.get(feature))[1],
    ...more,
  });
  const numeric = (slots: SlotArray) =>
    inSlots(slots).map(({ slot, feature }) => {
      const frozen = reference?.numeric.find((one) => one.feature === feature);
      return row(slots, slot, feature, {
        ...(frozen && { edges: frozen.edges, reference: frozen.counts, reference_missing: frozen.missing }),
      });
    });
  const categorical = cat.map(({ slot, feature }) => {
    const frozen = reference?.categorical.find((one) => one.feature === feature);
    return row('cat', slot, feature, {
      known: feature === '' ? [] : knownOf(feature),
      ...(frozen && {
        categories: frozen.values,
        reference: frozen.counts,
        reference_missing: frozen.missing,
      }),
    });
  });
  const score = row('score', 0, 'score', {
    ...(reference && {
      edges: scoreEdges(low, high, reference.score.counts.length),
      reference: reference.score.counts,
    }),
  });
  return { grid, plan, grids: [score, ...numeric('num'), ...numeric('num64'), ...categorical] };
}

/** Inner edges of equal score bins. */
const scoreEdges = (low: number, high: number, bins: number): number[] =>
  Array.from({ length: Math.max(0, bins - 1) }, (_, i) => low + ((high - low) * (i + 1)) / bins);
