// Generated from schemas/avro/job-v1.avsc by `npm run schemas`; do not edit.

/** An order to the runner, carried out once by its id. */
export interface Job {
  /** Identity of the order. */
  readonly job_id: string;
  /** The model. */
  readonly model: string;
  /** train, validate, fidelity, counterfactual, probe or shadow-score. */
  readonly kind: string;
  /** Version to be made or examined. */
  readonly version: string;
  /** Tick (window start) under which it was ordered; null before any. */
  readonly ordered_at?: number | null;
  /** The order in full, as canonical JSON (sorted keys). */
  readonly body: string;
}

/** The Avro schema of Job, subject job. */
export const jobSchema: object = {
  "type": "record",
  "name": "Job",
  "namespace": "checkride",
  "doc": "An order to the runner, carried out once by its id.",
  "fields": [
    {
      "name": "job_id",
      "type": "string",
      "doc": "Identity of the order."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "train, validate, fidelity, counterfactual, probe or shadow-score."
    },
    {
      "name": "version",
      "type": "string",
      "doc": "Version to be made or examined."
    },
    {
      "name": "ordered_at",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "Tick (window start) under which it was ordered; null before any."
    },
    {
      "name": "body",
      "type": "string",
      "doc": "The order in full, as canonical JSON (sorted keys)."
    }
  ]
};
