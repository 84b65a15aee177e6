// Generated from schemas/avro/lifecycle-event-v1.avsc by `npm run schemas`; do not edit.

export type LifecycleEventKind = 'entry' | 'folded' | 'job_settled';

/** What the controller says: an entry of the ledger, a tick folded, or a job settled. */
export interface LifecycleEvent {
  /** Which of the three. */
  readonly kind: LifecycleEventKind;
  /** The model. */
  readonly model: string;
  /** Identity of the ledger entry. */
  readonly transition_id?: string | null;
  /** What was asked for, on an entry. */
  readonly action?: string | null;
  /** applied, refused or superseded, on an entry. */
  readonly answer?: string | null;
  /** Why, on an entry. */
  readonly reason?: string | null;
  /** Start of the window folded. */
  readonly window_from?: number | null;
  /** End of the window folded, exclusive. */
  readonly window_until?: number | null;
  /** Route in force after the entry or the tick. */
  readonly route_revision?: number | null;
  /** The job settled. */
  readonly job_id?: string | null;
  /** The event in full, as canonical JSON (sorted keys). */
  readonly body: string;
}

/** The Avro schema of LifecycleEvent, subject lifecycle-event. */
export const lifecycleEventSchema: object = {
  "type": "record",
  "name": "LifecycleEvent",
  "namespace": "checkride",
  "doc": "What the controller says: an entry of the ledger, a tick folded, or a job settled.",
  "fields": [
    {
      "name": "kind",
      "type": {
        "type": "enum",
        "name": "LifecycleEventKind",
        "symbols": [
          "entry",
          "folded",
          "job_settled"
        ]
      },
      "doc": "Which of the three."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "transition_id",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Identity of the ledger entry."
    },
    {
      "name": "action",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "What was asked for, on an entry."
    },
    {
      "name": "answer",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "applied, refused or superseded, on an entry."
    },
    {
      "name": "reason",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Why, on an entry."
    },
    {
      "name": "window_from",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "Start of the window folded."
    },
    {
      "name": "window_until",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "End of the window folded, exclusive."
    },
    {
      "name": "route_revision",
      "type": [
        "null",
        "long"
      ],
      "default": null,
      "doc": "Route in force after the entry or the tick."
    },
    {
      "name": "job_id",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "The job settled."
    },
    {
      "name": "body",
      "type": "string",
      "doc": "The event in full, as canonical JSON (sorted keys)."
    }
  ]
};
