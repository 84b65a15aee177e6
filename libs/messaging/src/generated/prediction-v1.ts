// Generated from schemas/avro/prediction-v1.avsc by `npm run schemas`; do not edit.

export type Arm = 'live' | 'shadow';

/** What the version ran on. */
export interface Runtime {
  /** Container image or build. */
  readonly image: string;
  /** Version of the feature definitions. */
  readonly feature_view: string;
  /** Version of the configuration. */
  readonly config: string;
}

/** Inputs before the artifact's own preprocessing, one field per feature of the contract; null is missing. */
export type Features = object;

/** The answer: the member of the model's task is set, all are null when the status is not ok. */
export interface Answer {
  /** Binary and ranking: the score; for binary the probability of the positive class. */
  readonly score?: number | null;
  /** Regression: the value. */
  readonly value?: number | null;
  /** Multiclass: the chosen class. */
  readonly class?: string | null;
  /** Multiclass: the probability of each class. */
  readonly scores?: readonly number[] | null;
}

export type Status = 'ok' | 'error' | 'timeout';

/** One answer of one model version. The envelope: a model's own schema has its contract's features in `features` and a name of its own; `checkride schema MODEL` prints it. */
export interface Prediction {
  /** Identity of the answer within its model; a UUID is best. */
  readonly prediction_id: string;
  /** Model, as its contract names it. */
  readonly model: string;
  /** Version that answered. */
  readonly version: string;
  /** live: the answer was used; shadow: computed beside for comparison. */
  readonly arm?: Arm;
  /** SHA-256 of the artifact that answered, hexadecimal. */
  readonly artifact_digest?: string | null;
  /** Revision of the route under which the version was chosen. */
  readonly route_revision?: number | null;
  /** Process or host that answered. */
  readonly instance?: string | null;
  /** What the version ran on. */
  readonly runtime?: Runtime | null;
  /** Whom the answer is about (account, customer): traffic is divided by it. */
  readonly unit_id?: string | null;
  /** When the answer was given, or given up. */
  readonly event_time: number;
  /** Values of the contract's segments, in its order; empty text for an unknown one. */
  readonly segments?: readonly string[];
  /** Inputs of the model. */
  readonly features: Features;
  /** What the model answered. */
  readonly prediction: Answer;
  /** Time the answer took, ms. */
  readonly latency_ms: number;
  /** How serving ended. */
  readonly status?: Status;
  /** Short code of the failure. */
  readonly error_code?: string | null;
}

/** The Avro schema of Prediction, subject prediction. */
export const predictionSchema: object = {
  "type": "record",
  "name": "Prediction",
  "namespace": "checkride",
  "doc": "One answer of one model version. The envelope: a model's own schema has its contract's features in `features` and a name of its own; `checkride schema MODEL` prints it.",
  "fields": [
    {
      "name": "prediction_id",
      "type": "string",
      "doc": "Identity of the answer within its model; a UUID is best."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "Model, as its contract names it."
    },
    {
      "name": "version",
      "type": "string",
      "doc": "Version that answered."
    },
    {
      "name": "arm",
      "type": {
        "type": "enum",
        "name": "Arm",
        "symbols": [
          "live",
          "shadow"
        ]
      },
      "doc": "live: the answer was used; shadow: computed beside for comparison.",
      "default": "live"
    },
    {
      "name": "artifact_digest",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "SHA-256 of the artifact that answered, hexadecimal."
    },
    {
      "name": "route_revision",
      "type": [
        "null",
        "long"
      ],
      "default": null,
      "doc": "Revision of the route under which the version was chosen."
    },
    {
      "name": "instance",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Process or host that answered."
    },
    {
      "name": "runtime",
      "type": [
        "null",
        {
          "type": "record",
          "name": "Runtime",
          "doc": "What the version ran on.",
          "fields": [
            {
              "name": "image",
              "type": "string",
              "doc": "Container image or build."
            },
            {
              "name": "feature_view",
              "type": "string",
              "doc": "Version of the feature definitions."
            },
            {
              "name": "config",
              "type": "string",
              "doc": "Version of the configuration."
            }
          ]
        }
      ],
      "default": null,
      "doc": "What the version ran on."
    },
    {
      "name": "unit_id",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Whom the answer is about (account, customer): traffic is divided by it."
    },
    {
      "name": "event_time",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the answer was given, or given up."
    },
    {
      "name": "segments",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "Values of the contract's segments, in its order; empty text for an unknown one.",
      "default": []
    },
    {
      "name": "features",
      "type": {
        "type": "record",
        "name": "Features",
        "doc": "Inputs before the artifact's own preprocessing, one field per feature of the contract; null is missing.",
        "fields": []
      },
      "doc": "Inputs of the model."
    },
    {
      "name": "prediction",
      "type": {
        "type": "record",
        "name": "Answer",
        "doc": "The answer: the member of the model's task is set, all are null when the status is not ok.",
        "fields": [
          {
            "name": "score",
            "type": [
              "null",
              "double"
            ],
            "default": null,
            "doc": "Binary and ranking: the score; for binary the probability of the positive class."
          },
          {
            "name": "value",
            "type": [
              "null",
              "double"
            ],
            "default": null,
            "doc": "Regression: the value."
          },
          {
            "name": "class",
            "type": [
              "null",
              "string"
            ],
            "default": null,
            "doc": "Multiclass: the chosen class."
          },
          {
            "name": "scores",
            "type": [
              "null",
              {
                "type": "array",
                "items": "float"
              }
            ],
            "default": null,
            "doc": "Multiclass: the probability of each class."
          }
        ]
      },
      "doc": "What the model answered."
    },
    {
      "name": "latency_ms",
      "type": "float",
      "doc": "Time the answer took, ms."
    },
    {
      "name": "status",
      "type": {
        "type": "enum",
        "name": "Status",
        "symbols": [
          "ok",
          "error",
          "timeout"
        ]
      },
      "doc": "How serving ended.",
      "default": "ok"
    },
    {
      "name": "error_code",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Short code of the failure."
    }
  ]
};
