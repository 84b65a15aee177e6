// Generated from schemas/avro/model-record-v1.avsc by `npm run schemas`; do not edit.

/** A contract in force with its storage slots, writer schemas and frozen reference. */
export interface ModelRecord {
  /** The model. */
  readonly model: string;
  /** Number of the contract, from 1. */
  readonly contract_version: number;
  /** SHA-256 of the contract. */
  readonly contract_digest: string;
  /** First window it holds for, by its start. */
  readonly effective_from: number;
  /** The record in full, as canonical JSON (sorted keys). */
  readonly body: string;
}

/** The Avro schema of ModelRecord, subject model-record. */
export const modelRecordSchema: object = {
  "type": "record",
  "name": "ModelRecord",
  "namespace": "checkride",
  "doc": "A contract in force with its storage slots, writer schemas and frozen reference.",
  "fields": [
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "contract_version",
      "type": "int",
      "doc": "Number of the contract, from 1."
    },
    {
      "name": "contract_digest",
      "type": "string",
      "doc": "SHA-256 of the contract."
    },
    {
      "name": "effective_from",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "First window it holds for, by its start."
    },
    {
      "name": "body",
      "type": "string",
      "doc": "The record in full, as canonical JSON (sorted keys)."
    }
  ]
};
