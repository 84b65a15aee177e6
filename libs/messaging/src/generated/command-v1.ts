// Generated from schemas/avro/command-v1.avsc by `npm run schemas`; do not edit.

/** What a person or a program asks of the controller. */
export interface Command {
  /** Identity: the same command sent twice is one. */
  readonly command_id: string;
  /** The model. */
  readonly model: string;
  /** apply, approve, reject, promote, pause, rollback or retrain. */
  readonly kind: string;
  /** Who asks. */
  readonly actor: string;
  /** When it was sent. */
  readonly sent_at: number;
  /** Tick (window start) to wait for; null: now. */
  readonly at?: number | null;
  /** The command's own members in full, as canonical JSON (sorted keys). */
  readonly body: string;
}

/** The Avro schema of Command, subject command. */
export const commandSchema: object = {
  "type": "record",
  "name": "Command",
  "namespace": "checkride",
  "doc": "What a person or a program asks of the controller.",
  "fields": [
    {
      "name": "command_id",
      "type": "string",
      "doc": "Identity: the same command sent twice is one."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "apply, approve, reject, promote, pause, rollback or retrain."
    },
    {
      "name": "actor",
      "type": "string",
      "doc": "Who asks."
    },
    {
      "name": "sent_at",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was sent."
    },
    {
      "name": "at",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "Tick (window start) to wait for; null: now."
    },
    {
      "name": "body",
      "type": "string",
      "doc": "The command's own members in full, as canonical JSON (sorted keys)."
    }
  ]
};
