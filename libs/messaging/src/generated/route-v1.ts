// Generated from schemas/avro/route-v1.avsc by `npm run schemas`; do not edit.

/** How traffic is divided from one revision on; immutable. */
export interface Route {
  /** The model. */
  readonly model: string;
  /** Number of the route, per model without gaps. */
  readonly revision: number;
  /** Release it belongs to; none before the first. */
  readonly release: string;
  /** Counts changes of which versions have traffic or their roles. */
  readonly release_epoch: number;
  /** Version to candidate, control, holdback, sole or shadow. */
  readonly roles: Readonly<Record<string, string>>;
  /** Region (or *) to version to share of traffic. */
  readonly shares: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Versions that answer beside. */
  readonly shadow: readonly string[];
  /** Version to artifact digest; null when served elsewhere. */
  readonly artifacts: Readonly<Record<string, string | null>>;
  /** Step of the canary; -1 without a release. */
  readonly step: number;
  /** unit or request; null when traffic is not divided at random. */
  readonly randomised_by?: string | null;
  /** Tick (window start) under which it was decided; 0 before any. */
  readonly decided_at: number;
}

/** The Avro schema of Route, subject route. */
export const routeSchema: object = {
  "type": "record",
  "name": "Route",
  "namespace": "checkride",
  "doc": "How traffic is divided from one revision on; immutable.",
  "fields": [
    {
      "name": "model",
      "type": "string",
      "doc": "The model."
    },
    {
      "name": "revision",
      "type": "long",
      "doc": "Number of the route, per model without gaps."
    },
    {
      "name": "release",
      "type": "string",
      "doc": "Release it belongs to; none before the first."
    },
    {
      "name": "release_epoch",
      "type": "long",
      "doc": "Counts changes of which versions have traffic or their roles."
    },
    {
      "name": "roles",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Version to candidate, control, holdback, sole or shadow."
    },
    {
      "name": "shares",
      "type": {
        "type": "map",
        "values": {
          "type": "map",
          "values": "double"
        }
      },
      "doc": "Region (or *) to version to share of traffic."
    },
    {
      "name": "shadow",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "Versions that answer beside."
    },
    {
      "name": "artifacts",
      "type": {
        "type": "map",
        "values": [
          "null",
          "string"
        ]
      },
      "doc": "Version to artifact digest; null when served elsewhere."
    },
    {
      "name": "step",
      "type": "int",
      "doc": "Step of the canary; -1 without a release."
    },
    {
      "name": "randomised_by",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "unit or request; null when traffic is not divided at random."
    },
    {
      "name": "decided_at",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Tick (window start) under which it was decided; 0 before any."
    }
  ]
};
