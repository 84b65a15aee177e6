import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Slot } from '@checkride/domain/contract/slots';
import type { DeadLetterReason } from '@checkride/domain/events/dead-letter';
import { isLate, windowStart } from '@checkride/domain/window';
import type { StoredExposure } from '@checkride/store/memory/announced-rows';
import type { StoredLabel, StoredOutcome, StoredPrediction } from '@checkride/store/memory/stored-rows';
import { unitKey } from './unit-keys.js';

type Fields = Readonly<Record<string, unknown>>;

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
    /** Revision in force at an event time (ms). */
    private readonly revisionAt: (eventTime: number) => number,
  ) {
    const inOrder = (array: Slot['array']) =>
      slots.filter((slot) => slot.array === array).sort((a, b) => a.slot - b.slot);
    this.num = inOrder('num');
    this.num64 = inOrder('num64');
    this.cat = inOrder('cat');
  }

  prediction(value: Fields, appendedAt: number): StoredPrediction | DeadLetterReason {
    const { base_ms, lateness_ms, retention_ms } = this.contract.windows;
    const id = value['prediction_id'];
    const eventTime = Number(value['event_time']);
    if (typeof id !== 'string' || id === '') return 'missing_id';
    if (typeof value['version'] !== 'string') return 'missing_field';
    if (!(eventTime <= appendedAt + FUTURE_MS && eventTime >= appendedAt - retention_ms)) return 'bad_time';
    const features = (value['features'] ?? {}) as Fields;
    const num = this.num.map(({ feature }) => numeric(features[feature], Math.fround));
    const num64 = this.num64.map(({ feature }) => numeric(features[feature], exact));
    const cat = this.cat.map(({ feature }) => category(features[feature]));
    if (num.includes(WRONG) || num64.includes(WRONG) || cat.includes(WRONG_TEXT)) return 'bad_type';
    const answer = (value['prediction'] ?? {}) as Fields;
    const status = (value['status'] ?? 'ok') as StoredPrediction['status'];
    const score = finite(answer['score'] ?? answer['value']);
    const named = text(answer['class']);
    if (status === 'ok' && score !== score && named === '') return 'missing_field';
    const window = windowStart(eventTime, base_ms);
    const unitId = text(value['unit_id']);
    const unit = unitId === '' ? unitKey(id) : this.unitOf(unitId);
    const segments = (value['segments'] ?? {}) as Fields;
    return {
      id,
      version: value['version'],
      arm: value['arm'] === 'shadow' ? 'shadow' : 'live',
      eventTime,
      appendedAt,
      window,
      late: isLate(appendedAt, window + base_ms, lateness_ms),
      delivery: (this.deliveries += 1),
      artifact: text(value['artifact_digest']),
      instance: text(value['instance']),
      runtime: runtimeOf(value['runtime']),
      revision: this.revisionAt(eventTime),
      unit,
      batch: unit % 8,
      segments: this.contract.segments.map((name) => text(segments[name])),
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
    const id = value['prediction_id'];
    if (typeof id !== 'string' || id === '') return 'missing_id';
    const made = Number(value['predicted_at'] ?? predictedAt ?? NaN);
    const truth = value['value'];
    return {
      id,
      hour: Math.floor(made / HOUR_MS) * HOUR_MS,
      revision: Number(value['revision'] ?? 0),
      value: typeof truth === 'string' && truth.trim() === '' ? NaN : Number(truth),
      class: typeof truth === 'string' ? truth : '',
      observedAt: Number(value['observed_at'] ?? appendedAt),
      appendedAt,
    };
  }

  outcome(value: Fields, appendedAt: number): StoredOutcome {
    const unit = text(value['unit_id']);
    const prediction = text(value['prediction_id']);
    return {
      kpi: text(value['kpi']),
      unit: unit === '' ? null : this.unitOf(unit),
      prediction: prediction === '' ? null : prediction,
      value: Number(value['value']),
      eventTime: Number(value['event_time']),
      appendedAt,
    };
  }

  /** A router's word; null when it came too late for its window. */
  exposure(value: Fields, appendedAt: number): StoredExposure | null {
    const { base_ms, lateness_ms } = this.contract.windows;
    const eventTime = Number(value['event_time']);
    const window = windowStart(eventTime, base_ms);
    if (isLate(appendedAt, window + base_ms, lateness_ms)) return null;
    return {
      unit: this.unitOf(text(value['unit_id'])),
      version: text(value['version']),
      eventTime,
      window,
      revision: 0,
      region: text(value['region']),
      id: text(value['prediction_id']),
    };
  }

  private unitOf(id: string): number {
    let key = this.units.get(id);
    if (key === undefined) this.units.set(id, (key = unitKey(id)));
    return key;
  }
}

const HOUR_MS = 3_600_000;
/** How far ahead of its arrival an event may claim to be. */
const FUTURE_MS = 300_000;

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

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
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
  return `${text(image)}|${text(feature_view)}|${text(config)}`;
}
