// Generated from schemas/avro/frontier-v1.avsc by `npm run schemas`; do not edit.

/** A promise about one partition: every record that arrived before the frontier is stored. */
export interface Frontier {
  /** The topic. */
  readonly topic: string;
  /** The partition. */
  readonly partition: number;
  /** Everything below this offset is stored. */
  readonly next_offset: number;
  /** Arrival time in ms; readers keep the largest they saw. */
  readonly frontier: number;
}

/** The Avro schema of Frontier, subject frontier. */
export const frontierSchema: object = {
  "type": "record",
  "name": "Frontier",
  "namespace": "checkride",
  "doc": "A promise about one partition: every record that arrived before the frontier is stored.",
  "fields": [
    {
      "name": "topic",
      "type": "string",
      "doc": "The topic."
    },
    {
      "name": "partition",
      "type": "int",
      "doc": "The partition."
    },
    {
      "name": "next_offset",
      "type": "long",
      "doc": "Everything below this offset is stored."
    },
    {
      "name": "frontier",
      "type": "long",
      "doc": "Arrival time in ms; readers keep the largest they saw."
    }
  ]
};
