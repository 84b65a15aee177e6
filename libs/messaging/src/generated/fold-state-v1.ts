// Generated from schemas/avro/fold-state-v1.avsc by `npm run schemas`; do not edit.

/** State of a fold for one model, written in one transaction with what it gave. */
export interface FoldState {
  /** Next offset to read of this partition, by input topic. */
  readonly input_offsets: Readonly<Record<string, number>>;
  /** Order of the last input folded of this model; 0 when inputs have none. */
  readonly seq: number;
  /** Version of the encoding of the state. */
  readonly state_version: number;
  /** Version of the program that wrote it. */
  readonly code_version: string;
  /** The state, as its owner encodes it. */
  readonly state: Buffer;
}

/** The Avro schema of FoldState, subject fold-state. */
export const foldStateSchema: object = {
  "type": "record",
  "name": "FoldState",
  "namespace": "checkride",
  "doc": "State of a fold for one model, written in one transaction with what it gave.",
  "fields": [
    {
      "name": "input_offsets",
      "type": {
        "type": "map",
        "values": "long"
      },
      "doc": "Next offset to read of this partition, by input topic."
    },
    {
      "name": "seq",
      "type": "long",
      "doc": "Order of the last input folded of this model; 0 when inputs have none."
    },
    {
      "name": "state_version",
      "type": "int",
      "doc": "Version of the encoding of the state."
    },
    {
      "name": "code_version",
      "type": "string",
      "doc": "Version of the program that wrote it."
    },
    {
      "name": "state",
      "type": "bytes",
      "doc": "The state, as its owner encodes it."
    }
  ]
};
