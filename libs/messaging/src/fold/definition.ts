import type { InboundRecord, OutboundRecord } from '../records.js';

/** What folding one record gives. `outputs` are written with the state in one transaction. */
export interface FoldStep<S> {
  readonly model: string;
  readonly state: S;
  readonly outputs: readonly OutboundRecord[];
}

/** A deterministic fold over co-partitioned control topics with its state on a compacted topic. */
export interface FoldDefinition<S> {
  /** Name of the group and of the transactional ids: `judge`, `controller`. */
  readonly name: string;
  /** Input topics, all with 12 partitions keyed by model. */
  readonly inputs: readonly string[];
  readonly stateTopic: string;
  readonly outputs: readonly string[];
  readonly stateVersion: number;
  readonly codeVersion: string;
  /** Model of a record; its key by default. */
  modelOf?(record: InboundRecord): string;
  /** Order of a record within its model, from 1 without gaps; undefined: the record has none. A gap stops the partition with CHK_FOLD_GAP. */
  sequence?(record: InboundRecord): number | undefined;
  /** Pure, and must not change `state`; null leaves everything as it is. An error stops the partition. */
  fold(state: S | undefined, record: InboundRecord): FoldStep<S> | null;
  encodeState(state: S): Buffer;
  /** Reads a state of this or an earlier version. */
  decodeState(bytes: Buffer, version: number): S;
  /** After a transaction: the states it wrote, by model. */
  onCommitted?(states: ReadonlyMap<string, S>, partition: number): void;
  /** A partition was taken: all its states, by model. */
  onTaken?(states: ReadonlyMap<string, S>, partition: number): void;
  /** A partition stands still until the process is restarted (CHK_FOLD_GAP, CHK_STATE_INVALID): page somebody. */
  onStopped?(partition: number, error: unknown): void;
  /** How long a dead owner's partitions wait for the next; default 6 000 ms. */
  readonly sessionTimeoutMs?: number;
}
