import type { SimRecord } from '../interface.js';
import type { Draft } from './draft.js';
import type { LabelDraft } from './site.js';

/** An answer with the field names of the wire. */
export const predictionOf = (id: string, draft: Draft, model: string): object => ({
  prediction_id: id,
  model,
  version: draft.version,
  arm: 'live',
  unit_id: draft.unit.id,
  event_time: draft.time,
  segments: { region: draft.region, tier: draft.unit.tier },
  features: draft.features,
  prediction: draft.status === 'ok' ? { score: draft.score } : null,
  latency_ms: draft.latency,
  status: draft.status,
  instance: draft.instance,
  runtime: draft.runtime,
  artifact_digest: draft.artifact,
});

/** A label with the field names of the wire. */
export const labelOf = (
  id: string,
  { draft, value, observedAt, arrivesAt }: LabelDraft,
  model: string,
): SimRecord => ({
  topic: 'labels',
  arrivesAt,
  value: {
    prediction_id: id,
    model,
    predicted_at: draft.time,
    value,
    observed_at: observedAt,
    revision: 0,
    source: 'crm',
  },
});

/** The router's word that a unit was sent to a version, a moment before the answer. */
export const exposureOf = (id: string, { unit, version, region, time }: Draft, model: string): SimRecord => ({
  topic: 'exposures',
  arrivesAt: time,
  value: { unit_id: unit.id, model, version, region, event_time: time - 1, prediction_id: id },
});

/** A business outcome of a unit. */
export const outcomeOf = (unit: string, kpi: string, at: number, model: string): SimRecord => ({
  topic: 'outcomes',
  arrivesAt: at + 500,
  value: { unit_id: unit, model, kpi, value: 1, event_time: at },
});
