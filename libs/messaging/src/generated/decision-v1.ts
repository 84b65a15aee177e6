// Generated from schemas/avro/decision-v1.avsc by `npm run schemas`; do not edit.

export type DecisionEventKind = 'decision' | 'tick';

/** A decision on a model, or the tick written behind the decisions on a window. */
export interface DecisionEvent {
  /** Which of the two. */
  readonly kind: DecisionEventKind;
  /** The model. */
  readonly model: string;
  /** Start of the window judged. */
  readonly window_from: number;
  /** End of the window judged, exclusive. */
  readonly window_until: number;
  /** Report judged, by its order. */
  readonly evidence_seq: number;
  /** SHA-256 of that report as canonical JSON, on a tick; null on a decision. */
  readonly evidence_digest?: string | null;
  /** Identity of the decision, 16 hexadecimal digits; null on a tick. */
  readonly decision_id?: string | null;
  /** Order of the model's decisions, from 1; null on a tick. */
  readonly seq?: number | null;
  /** ROLLBACK, PAUSE, FIX_DATA, RETRAIN, PROMOTE or HOLD; null on a tick. */
  readonly headline?: string | null;
  /** Rule that decided, T1 to T22; null on a tick. */
  readonly rule?: string | null;
  /** Where it holds: sorted words, or all. */
  readonly scope?: readonly string[];
  /** Whether it repeats an unchanged verdict. */
  readonly heartbeat?: boolean;
  /** The decision in full, as canonical JSON; null on a tick. */
  readonly body?: string | null;
}

/** The Avro schema of DecisionEvent, subject decision. */
export const decisionSchema: object = {
  "type": "record",
  "name": "DecisionEvent",
  "namespace": "checkride",
  "doc": "A decision on a model, or the tick written behind the decisions on a window.",
  "fields": [
    {
      "name": "kind",
      "type": {
        "type": "enum",
        "name": "DecisionEventKind",
        "symbols": [
          "decision",
          "tick"
        ]
      },
      "doc": "Which of the two."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "window_from",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the window judged."
    },
    {
      "name": "window_until",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "End of the window judged, exclusive."
    },
    {
      "name": "evidence_seq",
      "type": "long",
      "doc": "Report judged, by its order."
    },
    {
      "name": "evidence_digest",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "SHA-256 of that report as canonical JSON, on a tick; null on a decision."
    },
    {
      "name": "decision_id",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Identity of the decision, 16 hexadecimal digits; null on a tick."
    },
    {
      "name": "seq",
      "type": [
        "null",
        "long"
      ],
      "default": null,
      "doc": "Order of the model's decisions, from 1; null on a tick."
    },
    {
      "name": "headline",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "ROLLBACK, PAUSE, FIX_DATA, RETRAIN, PROMOTE or HOLD; null on a tick."
    },
    {
      "name": "rule",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Rule that decided, T1 to T22; null on a tick."
    },
    {
      "name": "scope",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "Where it holds: sorted words, or all.",
      "default": []
    },
    {
      "name": "heartbeat",
      "type": "boolean",
      "doc": "Whether it repeats an unchanged verdict.",
      "default": false
    },
    {
      "name": "body",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "The decision in full, as canonical JSON; null on a tick."
    }
  ]
};
