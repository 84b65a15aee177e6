import type { InboundRecord, OutboundRecord } from './records.js';
import type { KafkaConnection } from './kafka/connection.js';

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
  /** Model of a record, from its key by default. */
  modelOf?(record: InboundRecord): string;
  /** Order of a record within its model, from 1 without gaps; undefined: the record has none. A gap stops the partition with CHK_FOLD_GAP. */
  sequence?(record: InboundRecord): number | undefined;
  /** Pure. Must not change `state`; null leaves everything as it is. An error stops the partition. */
  fold(state: S | undefined, record: InboundRecord): FoldStep<S> | null;
  encodeState(state: S): Buffer;
  decodeState(bytes: Buffer, version: number): S;
  /** After a transaction: the states it wrote, by model. */
  onCommitted?(states: ReadonlyMap<string, S>, partition: number): void;
  /** A partition was taken: all its states, by model. */
  onTaken?(states: ReadonlyMap<string, S>, partition: number): void;
  /** A partition stands still for good (CHK_FOLD_GAP, CHK_STATE_INVALID): page somebody. */
  onStopped?(partition: number, error: unknown): void;
  readonly sessionTimeoutMs?: number;
}

/** A running fold. */
export interface Fold {
  /** Stops reading, ends the transaction in hand, leaves. */
  close(): Promise<void>;
}

/** Runs a fold exactly once per record, whatever dies: protocols §5. */
export function runFold<S>(_connection: KafkaConnection, _definition: FoldDefinition<S>): Promise<Fold> {
  throw new Error('under construction');
}
