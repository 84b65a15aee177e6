import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Slot } from '@checkride/domain/contract/slots';
import type { DeadLetterReason } from '@checkride/domain/events/dead-letter';
import { isLate, windowStart } from '@checkride/domain/window';
import type { StoredExposure } from '@checkride/store/memory/announced-rows';
import type { StoredLabel, StoredOutcome, StoredPrediction } from '@checkride/store/memory/stored-rows';
import { fieldsOf, isTimely, nameOf, timeOf, type Fields } from './told-values.js';
import { unitKey } from './unit-keys.js';

/** Turns the records of an episode into the rows ingest would store, or says why it would set one aside. */
export class RecordRows {
  private deliveries = 0;
  private readonly units = new Map<string, number>();
  private readonly num: readonly Slot[];
  private readonly num64: readonly Slot[];
  private readonly cat: readonly Slot[];

  constructor(
    private readonly contract: ModelContract,
    slots: readonly Slot[],
    /** Registered digest that an answer of a version means by what it says of its artifact. */
    private readonly artifactOf: (version: string, said: string) => string,
  ) {
    const inOrder = (array: Slot['array']) =>
      slots.filter((slot) => slot.array === array).sort((a, b) => a.slot - b.slot);
    this.num = inOrder('num');
    this.num64 = inOrder('num64');
    this.cat = inOrder('cat');
  }

  /** A row of an answer, but for the route revision it was given under. */
  prediction(value: Fields, appendedAt: number): StoredPrediction | DeadLetterReason {
    const { base_ms, lateness_ms, retention_ms } = this.contract.windows;
    const id = nameOf(value['prediction_id']);
    const version = nameOf(value['version']);
    const eventTime = timeOf(value['event_time']);
    if (id === '') return 'missing_id';
    if (version === '') return 'missing_field';
    if (!isTimely(eventTime, appendedAt, retention_ms)) return 'bad_time';
    const features = fieldsOf(value['features']);
    const num = this.num.map(({ feature }) => numeric(features[feature], Math.fround));
    const num64 = this.num64.map(({ feature }) => numeric(features[feature], exact));
    const cat = this.cat.map(({ feature }) => category(features[feature]));
    if (num.includes(WRONG) || num64.includes(WRONG) || cat.includes(WRONG_TEXT)) return 'bad_type';
    const answer = fieldsOf(value['prediction']);
    const status = statusOf(value['status']);
    if (status === null) return 'bad_type';
    const score = finite(answer['score'] ?? answer['value']);
    const named = nameOf(answer['class']) || topOf(answer['scores']);
    if (status === 'ok' && score !== score && named === '') return 'missing_field';
    const window = windowStart(eventTime, base_ms);
    const unitId = nameOf(value['unit_id']);
    const unit = unitId === '' ? unitKey(id) : this.unitOf(unitId);
    const segments = fieldsOf(value['segments']);
    return {
      id,
      version,
      arm: value['arm'] === 'shadow' ? 'shadow' : 'live',
      eventTime,
      appendedAt,
      window,
      late: isLate(appendedAt, window + base_ms, lateness_ms),
      delivery: (this.deliveries += 1),
      artifact: this.artifactOf(version, nameOf(value['artifact_digest'])),
      instance: nameOf(value['instance']),
      runtime: runtimeOf(value['runtime']),
      revision: 0,
      unit,
      batch: unit % 8,
      segments: this.contract.segments.map((name) => nameOf(segments[name])),
      status,
      latency: Math.fround(finite(value['latency_ms'])),
      score,
      certainty: certaintyOf(answer['scores'], score),
      class: named,
      num: num as number[],
      num64: num64 as number[],
      cat,
    };
  }

  label(value: Fields, appendedAt: number, predictedAt: number | undefined): StoredLabel | DeadLetterReason {
    const id = nameOf(value['prediction_id']);
    if (id === '') return 'missing_id';
    const truth = value['value'];
    const named = typeof truth === 'string' ? truth : '';
    const number =
      typeof truth === 'boolean' ? Number(truth) : typeof truth === 'number' ? truth : numberIn(named);
    if (Number.isNaN(number) && named === '') return 'missing_field';
    const observedAt = value['observed_at'] == null ? appendedAt : timeOf(value['observed_at']);
    if (!isTimely(observedAt, appendedAt, this.contract.windows.retention_ms)) return 'bad_time';
    const made = value['predicted_at'] == null ? predictedAt : timeOf(value['predicted_at']);
    return {
      id,
      // The cohort of a label whose answer nobody knows is hour 0, as in the store.
      hour: Math.floor((made ?? 0) / HOUR_MS) * HOUR_MS || 0,
      revision: Math.max(0, Math.floor(finite(value['revision']))) || 0,
      value: number,
      class: named,
      observedAt,
      appendedAt,
    };
  }

  outcome(value: Fields, appendedAt: number): StoredOutcome | DeadLetterReason {
    const unit = nameOf(value['unit_id']);
    const prediction = nameOf(value['prediction_id']);
    const kpi = nameOf(value['kpi']);
    const reached = typeof value['value'] === 'boolean' ? Number(value['value']) : finite(value['value']);
    const eventTime = timeOf(value['event_time']);
    if (unit === '' && prediction === '') return 'missing_id';
    if (kpi === '' || Number.isNaN(reached)) return 'missing_field';
    if (!isTimely(eventTime, appendedAt, this.contract.windows.retention_ms)) return 'bad_time';
    return {
      kpi,
      unit: unit === '' ? null : this.unitOf(unit),
      prediction: prediction === '' ? null : prediction,
      value: reached,
      eventTime,
      appendedAt,
    };
  }

  /** A router's word; null when it came too late for its window. */
  exposure(value: Fields, appendedAt: number): StoredExposure | DeadLetterReason | null {
    const { base_ms, lateness_ms, retention_ms } = this.contract.windows;
    const eventTime = timeOf(value['event_time']);
    const unit = nameOf(value['unit_id']);
    const version = nameOf(value['version']);
    if (unit === '') return 'missing_id';
    if (version === '') return 'missing_field';
    if (!isTimely(eventTime, appendedAt, retention_ms)) return 'bad_time';
    const window = windowStart(eventTime, base_ms);
    if (isLate(appendedAt, window + base_ms, lateness_ms)) return null;
    return {
      unit: this.unitOf(unit),
      version,
      eventTime,
      window,
      revision: 0,
      region: nameOf(value['region']),
      id: nameOf(value['prediction_id']),
    };
  }

  private unitOf(id: string): number {
    let key = this.units.get(id);
    if (key === undefined) this.units.set(id, (key = unitKey(id)));
    return key;
  }
}

const HOUR_MS = 3_600_000;

const WRONG = Symbol('not a number');
const WRONG_TEXT = '\0not a text';
const exact = (value: number): number => value;

function numeric(value: unknown, stored: (value: number) => number): number | typeof WRONG {
  if (typeof value === 'number') return stored(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value === null || value === undefined ? NaN : WRONG;
}

function category(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? null : WRONG_TEXT;
}

const numberIn = (text: string): number => (text.trim() === '' ? NaN : Number(text));

/** How serving ended: well where nothing is said of it; null for a word nobody knows. */
const statusOf = (value: unknown): StoredPrediction['status'] | null =>
  value == null || value === 'ok' ? 'ok' : value === 'error' || value === 'timeout' ? value : null;

/** The class with the largest score, the first by name of equal ones. */
function topOf(scores: unknown): string {
  const told = Object.entries(fieldsOf(scores)).filter(([, score]) => typeof score === 'number');
  return told.sort(([a, x], [b, y]) => Number(y) - Number(x) || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

const finite = (value: unknown): number => (typeof value === 'number' ? value : NaN);

/** The largest score by class, where an answer gives them. */
function certaintyOf(scores: unknown, score: number): number {
  if (typeof scores !== 'object' || scores === null) return score;
  const values = Object.values(scores).filter((value) => typeof value === 'number');
  return values.length === 0 ? score : Math.fround(Math.max(...values));
}

function runtimeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const { image, feature_view, config } = value as Fields;
  return `${nameOf(image)}|${nameOf(feature_view)}|${nameOf(config)}`;
}
