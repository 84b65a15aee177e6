import type { Slot, SlotArray } from '@checkride/domain/contract/slots';
import type { Layout, Target } from './found.js';

/** Places of a prediction's numbers. */
export const N = {
  eventTime: 0,
  score: 1,
  value: 2,
  latency: 3,
  routeRevision: 4,
  arm: 5,
  status: 6,
  segments: 7,
  scores: 8,
} as const;

/** Places of a prediction's texts. */
export const T = {
  id: 0,
  model: 1,
  version: 2,
  artifact: 3,
  instance: 4,
  unit: 5,
  class: 6,
  errorCode: 7,
  image: 8,
  featureView: 9,
  config: 10,
} as const;

const FIRST_NUMBER = 9;
const FIRST_TEXT = 11;
const MOST_SCORES = 256;

/** Where a model's features, segments and scores stand behind the fixed places. */
export interface PredictionLayout extends Layout {
  readonly num: { readonly at: number; readonly count: number };
  readonly num64: { readonly at: number; readonly count: number };
  readonly cat: { readonly at: number; readonly count: number };
  readonly segments: { readonly at: number; readonly count: number };
  readonly scores: { readonly at: number };
}

/** Answers of serving by their codes in the table. */
export const STATUS = { ok: 0, error: 1, timeout: 2 } as const;

/** Arms of traffic by their codes in the table. */
const ARM = { live: 0, shadow: 1 } as const;

/** The layout of a model's predictions under one slot map; retired slots keep their place and stay absent. */
export function predictionLayout(slots: readonly Slot[], segments: readonly string[]): PredictionLayout {
  const count = (array: SlotArray): number =>
    Math.max(0, ...slots.filter((slot) => slot.array === array).map(({ slot }) => slot));
  const num = { at: FIRST_NUMBER, count: count('num') };
  const num64 = { at: num.at + num.count, count: count('num64') };
  const scores = { at: num64.at + num64.count };
  const cat = { at: FIRST_TEXT, count: count('cat') };
  const places = { num, num64, cat };

  const features: Record<string, Target> = {};
  for (const { feature, array, slot, retired } of slots)
    if (!retired)
      features[feature] = {
        kind: array === 'cat' ? 'text' : 'number',
        at: places[array].at + slot - 1,
      };
  const segmentsAt = cat.at + cat.count;
  return {
    ...places,
    scores,
    segments: { at: segmentsAt, count: segments.length },
    numbers: scores.at + MOST_SCORES,
    texts: segmentsAt + segments.length,
    root: {
      kind: 'group',
      members: {
        prediction_id: { kind: 'text', at: T.id },
        model: { kind: 'text', at: T.model },
        version: { kind: 'text', at: T.version },
        arm: { kind: 'choice', at: N.arm, choices: ARM },
        artifact_digest: { kind: 'text', at: T.artifact },
        route_revision: { kind: 'number', at: N.routeRevision },
        instance: { kind: 'text', at: T.instance },
        runtime: {
          kind: 'group',
          members: {
            image: { kind: 'text', at: T.image },
            feature_view: { kind: 'text', at: T.featureView },
            config: { kind: 'text', at: T.config },
          },
        },
        unit_id: { kind: 'text', at: T.unit },
        event_time: { kind: 'time', at: N.eventTime },
        segments: { kind: 'texts', at: segmentsAt, count: N.segments, names: segments },
        features: { kind: 'group', members: features },
        prediction: {
          kind: 'group',
          members: {
            score: { kind: 'number', at: N.score },
            value: { kind: 'number', at: N.value },
            class: { kind: 'text', at: T.class },
            scores: { kind: 'numbers', at: scores.at, count: N.scores, capacity: MOST_SCORES },
          },
        },
        latency_ms: { kind: 'number', at: N.latency },
        status: { kind: 'choice', at: N.status, choices: STATUS },
        error_code: { kind: 'text', at: T.errorCode },
      },
    },
  };
}
