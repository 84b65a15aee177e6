import type { OutboundRecord } from '../records.js';
import type { KafkaConnection } from './connection.js';

/** The one writer of some partitions, in transactions. */
export interface FencedProducer {
  /** Writes all records or none. After CHK_PRODUCER_LOST the outcome is unknown and the producer is closed: read your state topic, open another. */
  transact(records: readonly OutboundRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** What a fenced producer owns: its transactional id belongs to the partition, never to the process. */
export interface FencedProducerOptions {
  readonly transactionalId: string;
  /** Every partition it will write to: a first aborted transaction touches each, which ends what a dead owner left open. */
  readonly guards: readonly { readonly topic: string; readonly partition: number }[];
}

/** Fences every earlier owner of the transactional id. CHK_PRODUCER_LOST when that fails: try again while you own the partition. */
export function openFencedProducer(
  _connection: KafkaConnection,
  _options: FencedProducerOptions,
): Promise<FencedProducer> {
  throw new Error('under construction');
}
