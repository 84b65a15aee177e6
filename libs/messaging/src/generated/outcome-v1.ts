// Generated from schemas/avro/outcome-v1.avsc by `npm run schemas`; do not edit.

/** A business outcome (KPI) of one prediction or one unit. */
export interface Outcome {
  /** The model it is held against. */
  readonly model: string;
  /** The prediction, when known. */
  readonly prediction_id?: string | null;
  /** The unit, when the prediction is not known. */
  readonly unit_id?: string | null;
  /** Name of the KPI in the contract. */
  readonly kpi: string;
  /** Its value: 1 for reached, an amount, a duration. */
  readonly value: number;
  /** When it happened. */
  readonly event_time: number;
}

/** The Avro schema of Outcome, subject outcome. */
export const outcomeSchema: object = {
  "type": "record",
  "name": "Outcome",
  "namespace": "checkride",
  "doc": "A business outcome (KPI) of one prediction or one unit.",
  "fields": [
    {
      "name": "model",
      "type": "string",
      "doc": "The model it is held against."
    },
    {
      "name": "prediction_id",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "The prediction, when known."
    },
    {
      "name": "unit_id",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "The unit, when the prediction is not known."
    },
    {
      "name": "kpi",
      "type": "string",
      "doc": "Name of the KPI in the contract."
    },
    {
      "name": "value",
      "type": "double",
      "doc": "Its value: 1 for reached, an amount, a duration."
    },
    {
      "name": "event_time",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it happened."
    }
  ]
};
