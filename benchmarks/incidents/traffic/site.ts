import type { Episode, Incident, SimRecord, TrainingOrder, TrainedVersion, World } from '../interface.js';
import {
  between,
  chanceOf,
  drawInputs,
  FIRST_CONCEPT,
  scoreOf,
  type Concept,
  type Inputs,
} from './concept.js';
import { siteContract } from './contract.js';
import type { Draft, Effect } from './draft.js';
import type { Unit } from './population.js';
import { Random } from './random.js';
import type { Ramp } from './ramp.js';
import { exposureOf, labelOf, predictionOf } from './records.js';
import type { Scenery } from './scenery.js';

const MINUTE_MS = 60_000;
/** Share of answers whose record arrives late, by Pareto(1.5) times five seconds. */
const LATE_SHARE = 0.005;
const DUPLICATE_MS = 20_000;

/** What the truth of a draft becomes on its way; null: it never comes. */
export type LabelEffect = (label: LabelDraft) => void;

/** A label being made. Times are ms. */
export interface LabelDraft {
  readonly draft: Draft;
  value: number;
  observedAt: number;
  arrivesAt: number;
  lost: boolean;
}

/** A place where a model serves; generators say what goes wrong there. */
export class Site {
  readonly effects: Effect[] = [];
  readonly labelEffects: LabelEffect[] = [];
  readonly incidents: Incident[] = [];
  /** What an answer brings beside its label. */
  readonly outcomes: ((id: string, draft: Draft) => readonly SimRecord[])[] = [];
  readonly extra: ((minute: number, world: World) => readonly SimRecord[])[] = [];
  /** How much traffic there is beside the season's. */
  surge: (minute: number) => number = () => 1;
  /** Somebody who asks out of turn; null: whoever comes. */
  stranger: (minute: number) => Unit | null = () => null;
  /** How the world is at a minute. */
  world: (minute: number) => Concept = () => FIRST_CONCEPT;
  /** How inputs come at a minute, before the world makes anything of them. */
  inputs: (inputs: Inputs, minute: number) => Inputs = (inputs) => inputs;
  /** How often each record is sent once more. */
  copies: (minute: number) => number = () => 0;
  /** Minute at which the records of a minute come once more; null when they do not. */
  redelivered: (minute: number) => number | null = () => null;
  /** What training makes beside a version that knows the world; absent figures pass every gate. */
  trained: (version: string, minute: number) => Partial<TrainedVersion> = () => ({});
  /** Whether the router tells whom it sends where. */
  exposures = false;
  artifacts: Record<string, Uint8Array> = {};
  ramp: Ramp | null = null;
  contract: Record<string, unknown>;
  private readonly random: Random;
  private readonly outbox = new Map<number, SimRecord[]>();
  private readonly known = new Map<string, Concept>();
  private serial = 0;

  constructor(
    readonly scenery: Scenery,
    seed: number,
  ) {
    this.random = new Random(seed, 99);
    this.contract = siteContract(scenery);
  }

  episode(): Episode {
    const { scenery, contract, incidents } = this;
    return {
      contract,
      artifacts: this.artifacts,
      start: scenery.start,
      minutes: scenery.minutes,
      incidents,
      minute: (index, world) => this.minute(index, world),
      train: (order) => this.train(order),
    };
  }

  /** Puts a record where it arrives. */
  send(record: SimRecord): void {
    const minute = Math.floor((record.arrivesAt - this.scenery.start) / MINUTE_MS);
    const there = this.outbox.get(minute);
    if (there) there.push(record);
    else this.outbox.set(minute, [record]);
  }

  private minute(index: number, world: World): readonly SimRecord[] {
    const at = this.scenery.start + index * MINUTE_MS;
    for (const record of this.ramp?.advance(index, at, world) ?? []) this.send(record);
    for (const more of this.extra) for (const record of more(index, world)) this.send(record);
    const answers = this.random.poisson(this.scenery.season.rate(index) * this.surge(index));
    for (let i = 0; i < answers; i += 1) this.answer(index, at, world);
    const records = this.outbox.get(index) ?? [];
    this.outbox.delete(index);
    return records;
  }

  private answer(minute: number, at: number, world: World): void {
    const { random, scenery } = this;
    const unit = this.stranger(minute) ?? scenery.population.draw(random);
    const inputs = this.inputs(drawInputs(random), minute);
    const concept = this.world(minute);
    const chance = chanceOf(concept, inputs, unit);
    const draft: Draft = {
      minute,
      time: Math.floor(at + random.uniform() * MINUTE_MS),
      unit,
      region: unit.region,
      version: this.versionFor(unit, world),
      features: { ...inputs },
      chance,
      positive: random.chance(chance),
      score: NaN,
      status: random.chance(0.002) ? 'error' : random.chance(0.001) ? 'timeout' : 'ok',
      latency: random.logNormal(40, 0.4),
      instance: `${unit.region}-${Math.floor(unit.place * 4)}`,
      runtime: { image: 'serve:1', feature_view: 'features:1', config: 'default' },
      artifact: null,
      lost: false,
      delay: 50 + 300 * random.uniform() + (random.chance(LATE_SHARE) ? 5_000 * random.pareto(1.5) : 0),
    };
    for (const effect of this.effects) effect(draft);
    if (Number.isNaN(draft.score))
      draft.score = scoreOf(this.known.get(draft.version) ?? FIRST_CONCEPT, draft.features);
    this.serial += 1;
    const id = `p${this.serial}`;
    if (this.exposures) this.send(exposureOf(id, draft, scenery.model));
    if (draft.lost) return;
    const value = predictionOf(id, draft, scenery.model);
    const arrivesAt = Math.floor(draft.time + draft.delay);
    this.send({ topic: 'predictions', arrivesAt, value });
    const copies = random.poisson(scenery.duplicates + this.copies(minute));
    for (let copy = 0; copy < copies; copy += 1)
      this.send({
        topic: 'predictions',
        arrivesAt: Math.floor(arrivesAt + DUPLICATE_MS * random.uniform()),
        value,
      });
    const again = this.redelivered(draft.minute);
    if (again !== null)
      this.send({ topic: 'predictions', arrivesAt: scenery.start + again * MINUTE_MS + 1_000, value });
    for (const outcome of this.outcomes) for (const record of outcome(id, draft)) this.send(record);
    if (draft.status === 'ok') this.label(id, draft);
  }

  private label(id: string, draft: Draft): void {
    const { random, scenery } = this;
    const delay = Math.min(scenery.labelsBy * 0.9, random.logNormal(scenery.labelDelay, 0.5));
    const observedAt = Math.floor(draft.time + delay * MINUTE_MS);
    const label: LabelDraft = {
      draft,
      value: draft.positive ? 1 : 0,
      observedAt,
      arrivesAt: observedAt + Math.floor(1_000 * random.uniform()),
      lost: random.chance(0.02),
    };
    for (const effect of this.labelEffects) effect(label);
    if (!label.lost) this.send(labelOf(id, label, scenery.model));
  }

  private versionFor(unit: Unit, world: World): string {
    const place = this.scenery.byUnit ? unit.place : this.random.uniform();
    const fixed = world.shares[unit.region];
    if (!fixed) return this.ramp && place < this.ramp.share(unit.region, world) ? 'v2' : 'v1';
    let upTo = 0;
    let last = 'v1';
    // Newcomers take the low places, as in a router.
    for (const [version, share] of Object.entries(fixed).sort(([a], [b]) => (a < b ? 1 : -1))) {
      if (share <= 0) continue;
      last = version;
      upTo += share;
      if (place < upTo) return version;
    }
    return last;
  }

  /** A version knows the world as it was over the rows it was trained on. */
  private train({ from, until, at, quarantined }: TrainingOrder): TrainedVersion {
    const { start } = this.scenery;
    const version = `r${this.known.size + 1}`;
    const minutes: number[] = [];
    for (let time = Math.max(from, start); time < Math.min(until, at); time += 3_600_000)
      if (!quarantined.some(([a, b]) => time >= a && time < b)) minutes.push((time - start) / MINUTE_MS);
    let learnt = FIRST_CONCEPT;
    minutes.forEach((minute, i) => {
      learnt = i === 0 ? this.world(minute) : between(learnt, this.world(minute), 1 / (i + 1));
    });
    this.known.set(version, learnt);
    return { version, ...this.trained(version, (at - start) / MINUTE_MS) };
  }
}
