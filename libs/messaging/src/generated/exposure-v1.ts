// Generated from schemas/avro/exposure-v1.avsc by `npm run schemas`; do not edit.

/** The router's word, before the answer, that a unit was sent to a version: makes lost answers visible. */
export interface Exposure {
  /** The unit sent. */
  readonly unit_id: string;
  /** The model. */
  readonly model: string;
  /** The version it was sent to. */
  readonly version: string;
  /** Revision of the route. */
  readonly route_revision?: number | null;
  /** Region the traffic is divided in. */
  readonly region: string;
  /** The answer's identity, when already known. */
  readonly prediction_id?: string | null;
  /** When it was sent. */
  readonly event_time: number;
}

/** The Avro schema of Exposure, subject exposure. */
export const exposureSchema: object = {
  "type": "record",
  "name": "Exposure",
  "namespace": "checkride",
  "doc": "The router's word, before the answer, that a unit was sent to a version: makes lost answers visible.",
  "fields": [
    {
      "name": "unit_id",
      "type": "string",
      "doc": "The unit sent."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "version",
      "type": "string",
      "doc": "The version it was sent to."
    },
    {
      "name": "route_revision",
      "type": [
        "null",
        "long"
      ],
      "default": null,
      "doc": "Revision of the route."
    },
    {
      "name": "region",
      "type": "string",
      "doc": "Region the traffic is divided in."
    },
    {
      "name": "prediction_id",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "The answer's identity, when already known."
    },
    {
      "name": "event_time",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was sent."
    }
  ]
};
