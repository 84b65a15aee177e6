// Generated from schemas/avro/monitor-head-v1.avsc by `npm run schemas`; do not edit.

/** The last report of a model: where its monitor goes on. */
export interface MonitorHead {
  /** The model. */
  readonly model: string;
  /** Order of its last report. */
  readonly seq: number;
  /** Start of the last window reported. */
  readonly window_from: number;
  /** End of it, exclusive. */
  readonly window_until: number;
  /** The last report. */
  readonly evidence_id: string;
  /** What the monitor must remember in full, as canonical JSON (sorted keys). */
  readonly body: string;
}

/** The Avro schema of MonitorHead, subject monitor-head. */
export const monitorHeadSchema: object = {
  "type": "record",
  "name": "MonitorHead",
  "namespace": "checkride",
  "doc": "The last report of a model: where its monitor goes on.",
  "fields": [
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "seq",
      "type": "long",
      "doc": "Order of its last report."
    },
    {
      "name": "window_from",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the last window reported."
    },
    {
      "name": "window_until",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "End of it, exclusive."
    },
    {
      "name": "evidence_id",
      "type": "string",
      "doc": "The last report."
    },
    {
      "name": "body",
      "type": "string",
      "doc": "What the monitor must remember in full, as canonical JSON (sorted keys)."
    }
  ]
};
