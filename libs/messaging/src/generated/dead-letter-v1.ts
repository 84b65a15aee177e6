// Generated from schemas/avro/dead-letter-v1.avsc by `npm run schemas`; do not edit.

/** A message set aside with its original bytes; it is identified by where it stood. */
export interface DeadLetter {
  /** Topic it stood on. */
  readonly topic: string;
  /** Partition it stood on. */
  readonly partition: number;
  /** Offset it stood at. */
  readonly offset: number;
  /** Its model, when that could be read. */
  readonly model?: string | null;
  /** Reason of the closed list. */
  readonly reason: string;
  /** What exactly was wrong. */
  readonly detail: string;
  /** When it arrived. */
  readonly appended_at: number;
  /** Its key. */
  readonly key?: Buffer | null;
  /** Its value. */
  readonly value?: Buffer | null;
}

/** The Avro schema of DeadLetter, subject dead-letter. */
export const deadLetterSchema: object = {
  "type": "record",
  "name": "DeadLetter",
  "namespace": "checkride",
  "doc": "A message set aside with its original bytes; it is identified by where it stood.",
  "fields": [
    {
      "name": "topic",
      "type": "string",
      "doc": "Topic it stood on."
    },
    {
      "name": "partition",
      "type": "int",
      "doc": "Partition it stood on."
    },
    {
      "name": "offset",
      "type": "long",
      "doc": "Offset it stood at."
    },
    {
      "name": "model",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Its model, when that could be read."
    },
    {
      "name": "reason",
      "type": "string",
      "doc": "Reason of the closed list."
    },
    {
      "name": "detail",
      "type": "string",
      "doc": "What exactly was wrong."
    },
    {
      "name": "appended_at",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it arrived."
    },
    {
      "name": "key",
      "type": [
        "null",
        "bytes"
      ],
      "default": null,
      "doc": "Its key."
    },
    {
      "name": "value",
      "type": [
        "null",
        "bytes"
      ],
      "default": null,
      "doc": "Its value."
    }
  ]
};
