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
