// Generated from schemas/avro/change-v1.avsc by `npm run schemas`; do not edit.

export type ChangeKind = 'deploy' | 'route' | 'config' | 'feature_view' | 'label_job' | 'contract' | 'calendar';

/** Something somebody changed around a model: a suspect for what happens next. */
export interface Change {
  /** Identity of the change. */
  readonly change_id: string;
  /** The model concerned. */
  readonly model: string;
  /** What was changed. */
  readonly kind: ChangeKind;
  /** Where: sorted words such as region=eu, or all. */
  readonly scope: readonly string[];
  /** When it took effect. */
  readonly event_time: number;
  /** One line for people. */
  readonly summary: string;
  /** Version to share of traffic, for routes. */
  readonly shares?: Readonly<Record<string, number>> | null;
}

/** The Avro schema of Change, subject change. */
export const changeSchema: object = {
  "type": "record",
  "name": "Change",
  "namespace": "checkride",
  "doc": "Something somebody changed around a model: a suspect for what happens next.",
  "fields": [
    {
      "name": "change_id",
      "type": "string",
      "doc": "Identity of the change."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "The model concerned."
    },
    {
      "name": "kind",
      "type": {
        "type": "enum",
        "name": "ChangeKind",
        "symbols": [
          "deploy",
          "route",
          "config",
          "feature_view",
          "label_job",
          "contract",
          "calendar"
        ]
      },
      "doc": "What was changed."
    },
    {
      "name": "scope",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "Where: sorted words such as region=eu, or all."
    },
    {
      "name": "event_time",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it took effect."
    },
    {
      "name": "summary",
      "type": "string",
      "doc": "One line for people."
    },
    {
      "name": "shares",
      "type": [
        "null",
        {
          "type": "map",
          "values": "double"
        }
      ],
      "default": null,
      "doc": "Version to share of traffic, for routes."
    }
  ]
};
