import type { ReadyPlan } from './plan.js';
import type { StoredPrediction } from './stored-rows.js';

const LATENCY_BINS = 128;

/** Bin of a latency (ms) on the logarithmic scale of serving panes: 128 bins from .25 ms, seven to a doubling. */
const latencyBin = (ms: number): number =>
  ms < 0.25 ? 0 : Math.min(LATENCY_BINS - 1, 1 + Math.floor(7 * Math.log2(ms / 0.25)));

/** Missing, illegal and unseen values by slot. */
export class InputTally {
  readonly numMissing: number[];
  readonly numOutside: number[];
  readonly num64Missing: number[];
  readonly num64Outside: number[];
  readonly catMissing: number[];
  readonly catUnseen: number[];

  constructor({ plan }: ReadyPlan) {
    const zeros = (slots: readonly unknown[]): number[] => new Array<number>(slots.length).fill(0);
    this.numMissing = zeros(plan.num);
    this.numOutside = zeros(plan.num);
    this.num64Missing = zeros(plan.num64);
    this.num64Outside = zeros(plan.num64);
    this.catMissing = zeros(plan.cat);
    this.catUnseen = zeros(plan.cat);
  }

  add({ num, num64, cat }: StoredPrediction, { plan, known }: ReadyPlan): void {
    numbers(num, plan.num_low, plan.num_high, this.numMissing, this.numOutside);
    numbers(num64, plan.num64_low, plan.num64_high, this.num64Missing, this.num64Outside);
    for (let i = 0; i < this.catMissing.length; i += 1) {
      const value = cat[i] ?? null;
      if (value === null) this.catMissing[i]! += 1;
      else if (plan.cat_checked[i] && !known[i]!.has(value)) this.catUnseen[i]! += 1;
    }
  }
}

function numbers(
  values: readonly number[],
  low: readonly number[],
  high: readonly number[],
  missing: number[],
  outside: number[],
): void {
  for (let i = 0; i < missing.length; i += 1) {
    const value = values[i] ?? NaN;
    if (value !== value) missing[i]! += 1;
    else if (value < low[i]! || value > high[i]!) outside[i]! += 1;
  }
}

/** What was counted of broken inputs by the name of its contrast; a slot without a name is retired. */
export function brokenInputs(inputs: InputTally, { plan }: ReadyPlan): [string, number][] {
  const named = (kind: string, names: readonly string[], counts: readonly number[]): [string, number][] =>
    names.flatMap((name, i): [string, number][] =>
      name === '' ? [] : [[`${kind}.${name}`, counts[i] ?? 0]],
    );
  return [
    ...named('null', plan.num, inputs.numMissing),
    ...named('range', plan.num, inputs.numOutside),
    ...named('null', plan.num64, inputs.num64Missing),
    ...named('range', plan.num64, inputs.num64Outside),
    ...named('null', plan.cat, inputs.catMissing),
    ...named('unseen', plan.cat, inputs.catUnseen),
  ];
}

/** What a serving pane counts of one version, arm and region. */
export class ServingTally {
  n = 0;
  errors = 0;
  timeouts = 0;
  slow = 0;
  positives = 0;
  /** Newest route revision its rows name. */
  revision = 0;
  readonly units = new Set<unknown>();
  readonly latency = new Array<number>(LATENCY_BINS).fill(0);
  readonly revisions = new Map<number, number>();
  readonly artifacts = new Map<string, number>();
  readonly instances = new Map<string, number>();
  readonly runtimes = new Map<string, number>();
  readonly inputs: InputTally;

  constructor(ready: ReadyPlan) {
    this.inputs = new InputTally(ready);
  }

  add(row: StoredPrediction, ready: ReadyPlan): void {
    const { threshold, slow_ms } = ready.plan;
    this.n += 1;
    if (row.status === 'error') this.errors += 1;
    else if (row.status === 'timeout') this.timeouts += 1;
    if (row.latency > slow_ms) this.slow += 1;
    if (row.score >= threshold) this.positives += 1;
    if (row.latency === row.latency) this.latency[latencyBin(row.latency)]! += 1;
    if (row.revision > this.revision) this.revision = row.revision;
    this.units.add(row.unit);
    count(this.revisions, row.revision);
    count(this.artifacts, row.artifact);
    count(this.instances, row.instance);
    count(this.runtimes, row.runtime);
    this.inputs.add(row, ready);
  }
}

const count = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** The sum of the tallies of several regions. */
export function together(tallies: readonly ServingTally[], ready: ReadyPlan): ServingTally {
  const [only] = tallies;
  if (only && tallies.length === 1) return only;
  const sum = new ServingTally(ready);
  for (const one of tallies) {
    sum.n += one.n;
    sum.errors += one.errors;
    sum.timeouts += one.timeouts;
    sum.slow += one.slow;
    sum.positives += one.positives;
    sum.revision = Math.max(sum.revision, one.revision);
    for (const unit of one.units) sum.units.add(unit);
    addTo(sum.latency, one.latency);
    addCounts(sum.revisions, one.revisions);
    addCounts(sum.artifacts, one.artifacts);
    addCounts(sum.instances, one.instances);
    addCounts(sum.runtimes, one.runtimes);
    for (const key of INPUTS) addTo(sum.inputs[key], one.inputs[key]);
  }
  return sum;
}

const INPUTS = [
  'numMissing',
  'numOutside',
  'num64Missing',
  'num64Outside',
  'catMissing',
  'catUnseen',
] as const;

/** Adds counts place by place. */
export function addTo(sum: number[], more: readonly number[]): void {
  for (let i = 0; i < more.length; i += 1) sum[i] = (sum[i] ?? 0) + more[i]!;
}

function addCounts<K>(sum: Map<K, number>, more: ReadonlyMap<K, number>): void {
  for (const [key, n] of more) sum.set(key, (sum.get(key) ?? 0) + n);
}
