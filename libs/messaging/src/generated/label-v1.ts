// Generated from schemas/avro/label-v1.avsc by `npm run schemas`; do not edit.

/** What turned out to be true of one prediction; a later revision replaces an earlier one. */
export interface Label {
  /** The prediction it is about. */
  readonly prediction_id: string;
  /** Its model. */
  readonly model: string;
  /** When that prediction was made; finds its hour without a search. */
  readonly predicted_at?: number | null;
  /** The truth: 0 or 1, a number, or a class. */
  readonly value: string | number;
  /** When the truth became known. */
  readonly observed_at: number;
  /** Counts corrections, from 0. */
  readonly revision?: number;
  /** Where the truth comes from. */
  readonly source?: string;
}

/** The Avro schema of Label, subject label. */
export const labelSchema: object = {
  "type": "record",
  "name": "Label",
  "namespace": "checkride",
  "doc": "What turned out to be true of one prediction; a later revision replaces an earlier one.",
  "fields": [
    {
      "name": "prediction_id",
      "type": "string",
      "doc": "The prediction it is about."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "Its model."
    },
    {
      "name": "predicted_at",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "When that prediction was made; finds its hour without a search."
    },
    {
      "name": "value",
      "type": [
        "double",
        "string"
      ],
      "doc": "The truth: 0 or 1, a number, or a class."
    },
    {
      "name": "observed_at",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the truth became known."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "Counts corrections, from 0.",
      "default": 0
    },
    {
      "name": "source",
      "type": "string",
      "doc": "Where the truth comes from.",
      "default": "labels"
    }
  ]
};
