// Generated from schemas/avro/notification-v1.avsc by `npm run schemas`; do not edit.

/** A message to people; one thread per incident. */
export interface Notification {
  /** Identity of the message. */
  readonly notification_id: string;
  /** The model. */
  readonly model: string;
  /** The incident it belongs to. */
  readonly incident_id?: string | null;
  /** ticket or page. */
  readonly urgency: string;
  /** The word a person reads first. */
  readonly headline: string;
  /** What to say. */
  readonly text: string;
  /** Tick (window start) it speaks of. */
  readonly at: number;
}

/** The Avro schema of Notification, subject notification. */
export const notificationSchema: object = {
  "type": "record",
  "name": "Notification",
  "namespace": "checkride",
  "doc": "A message to people; one thread per incident.",
  "fields": [
    {
      "name": "notification_id",
      "type": "string",
      "doc": "Identity of the message."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "incident_id",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "The incident it belongs to."
    },
    {
      "name": "urgency",
      "type": "string",
      "doc": "ticket or page."
    },
    {
      "name": "headline",
      "type": "string",
      "doc": "The word a person reads first."
    },
    {
      "name": "text",
      "type": "string",
      "doc": "What to say."
    },
    {
      "name": "at",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Tick (window start) it speaks of."
    }
  ]
};
