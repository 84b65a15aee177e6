import type { Label } from '@checkride/domain/events/label';
import type { Prediction } from '@checkride/domain/events/prediction';
import { windowStart } from '@checkride/domain/window';
import { createRandom } from '../random.js';
import type { Random } from '../random.js';

/** One record of the log: what it says and when it arrives (simulated, ms). */
export interface Delivery<T> {
  readonly event: T;
  readonly arrivedAt: number;
}

/** How long a recorded log is. */
export interface LogSize {
  readonly predictions: number;
  readonly hours: number;
}

/** A log of the model of contract.yml; deliveries stand in the order they arrive. Times are ms. */
export interface RecordedLog {
  readonly from: number;
  readonly until: number;
  readonly predictions: readonly Delivery<Prediction>[];
  readonly labels: readonly Delivery<Label>[];
}

export const MODEL = 'recorded';
export const BASE_MS = 3_600_000;

const FROM = Date.UTC(2003, 0, 6);
const REGIONS = ['north', 'south', 'east', 'west', 'islands'];
const CHANNELS = ['web', 'shop', 'phone'];
/** The probes of the west fall silent for half a day. */
const SILENT_PROBES = { region: 'west', from: FROM + 5 * 24 * BASE_MS, until: FROM + 5.5 * 24 * BASE_MS };
/** From here on the truth is the opposite of what the scores promise, for half of the answers. */
const RELATION_CHANGES = FROM + 9 * 24 * BASE_MS;
const LATE_SHARE = 0.005;
const TWICE_SHARE = 0.01;

/**
 * The log of the crash and replay tests, the same at every call: .5 % of the answers late, 1 % delivered twice (half of
 * the copies late, each copy telling another latency, so that it shows which one is kept), labels within ten hours.
 */
export function recordedLog({ predictions: count, hours }: LogSize): RecordedLog {
  const random = createRandom(20030106);
  const until = FROM + hours * BASE_MS;
  const predictions: Delivery<Prediction>[] = [];
  const labels: Delivery<Label>[] = [];
  for (let i = 0; i < count; i++) {
    const hour = FROM + Math.floor((i * hours) / count) * BASE_MS;
    const event = answer(random, hour + Math.floor(random.next() * (BASE_MS - 10_000)));
    const late = random.next() < LATE_SHARE;
    const arrivedAt = late
      ? hour + (1 + 3 * random.next()) * BASE_MS
      : event.event_time + random.below(4_000);
    predictions.push({ event, arrivedAt: Math.floor(arrivedAt) });
    if (random.next() < TWICE_SHARE) {
      const again = random.next() < 0.5 ? random.below(4_000) : BASE_MS + random.below(BASE_MS);
      const copy = { ...event, latency_ms: event.latency_ms + 1_000 };
      predictions.push({ event: copy, arrivedAt: Math.floor(arrivedAt) + again });
    }
    const label = truth(random, event);
    labels.push({ event: label, arrivedAt: label.observed_at });
    if (random.next() < TWICE_SHARE)
      labels.push({
        event: { ...label, source: 'again' },
        arrivedAt: label.observed_at + random.below(BASE_MS),
      });
  }
  const arrived = <T>(all: readonly Delivery<T>[]): Delivery<T>[] =>
    all.filter(({ arrivedAt }) => arrivedAt < until).sort((a, b) => a.arrivedAt - b.arrivedAt);
  return { from: FROM, until, predictions: arrived(predictions), labels: arrived(labels) };
}

function answer(random: Random, at: number): Prediction {
  const region = REGIONS[random.below(REGIONS.length)]!;
  const pressure = random.next();
  const silent = region === SILENT_PROBES.region && at >= SILENT_PROBES.from && at < SILENT_PROBES.until;
  return {
    prediction_id: random.uuid(),
    model: MODEL,
    version: 'v1',
    arm: 'live',
    artifact_digest: null,
    route_revision: null,
    instance: `server-${random.below(3)}`,
    runtime: null,
    unit_id: `unit-${random.below(50_000)}`,
    event_time: at,
    segments: [region],
    features: {
      pressure: silent ? null : pressure,
      age: Math.round(random.next() * 1e6) / 1e4,
      channel: CHANNELS[random.below(CHANNELS.length)]!,
    },
    prediction: {
      score: Math.round((0.05 + 0.5 * pressure) * 1e4) / 1e4,
      value: null,
      class: null,
      scores: null,
    },
    latency_ms: 5 + random.below(40),
    status: 'ok',
    error_code: null,
  };
}

function truth(random: Random, { prediction_id, event_time, prediction }: Prediction): Label {
  const promised = prediction.score ?? 0;
  const turned = event_time >= RELATION_CHANGES && random.next() < 0.5;
  return {
    prediction_id,
    model: MODEL,
    predicted_at: event_time,
    value: random.next() < (turned ? 1 - promised : promised) ? 1 : 0,
    observed_at: event_time + 60_000 + random.below(10 * BASE_MS),
    revision: 0,
    source: 'returns',
  };
}

/** Start of the window an answer belongs to, and whether it came too late for it. */
export function placeOf({ event, arrivedAt }: Delivery<Prediction>): { start: number; late: boolean } {
  const start = windowStart(event.event_time, BASE_MS);
  return { start, late: arrivedAt >= start + BASE_MS };
}
