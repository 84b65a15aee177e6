// Generated from schemas/avro/report-v1.avsc by `npm run schemas`; do not edit.

/** Everything the judge may know of one model and one window. */
export interface Report {
  /** Identity of the report, 16 hexadecimal digits. */
  readonly evidence_id: string;
  /** The model. */
  readonly model: string;
  /** Order of the model's reports, from 1 without gaps. */
  readonly seq: number;
  /** Start of the window. */
  readonly window_from: number;
  /** End of the window, exclusive. */
  readonly window_until: number;
  /** Arrival time (ms) up to which it counts what came. */
  readonly known_at: number;
  /** SHA-256 of the contract in force. */
  readonly contract_digest: string;
  /** Whether data or controller lag behind, so that ramps stand still. */
  readonly stalled: boolean;
  /** The report in full, as canonical JSON (sorted keys). */
  readonly body: string;
}

/** The Avro schema of Report, subject report. */
export const reportSchema: object = {
  "type": "record",
  "name": "Report",
  "namespace": "checkride",
  "doc": "Everything the judge may know of one model and one window.",
  "fields": [
    {
      "name": "evidence_id",
      "type": "string",
      "doc": "Identity of the report, 16 hexadecimal digits."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "seq",
      "type": "long",
      "doc": "Order of the model's reports, from 1 without gaps."
    },
    {
      "name": "window_from",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the window."
    },
    {
      "name": "window_until",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "End of the window, exclusive."
    },
    {
      "name": "known_at",
      "type": "long",
      "doc": "Arrival time (ms) up to which it counts what came."
    },
    {
      "name": "contract_digest",
      "type": "string",
      "doc": "SHA-256 of the contract in force."
    },
    {
      "name": "stalled",
      "type": "boolean",
      "doc": "Whether data or controller lag behind, so that ramps stand still."
    },
    {
      "name": "body",
      "type": "string",
      "doc": "The report in full, as canonical JSON (sorted keys)."
    }
  ]
};
