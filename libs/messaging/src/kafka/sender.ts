import type { OutboundRecord } from '../records.js';
import type { KafkaConnection } from './connection.js';

/** Writes records outside transactions. */
export interface Sender {
  /** Resolves when every record is on the log (acks=all); on CHK_KAFKA_UNAVAILABLE some may be there: send all again. */
  send(records: readonly OutboundRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** A sender of its own idempotent producer, thrown away after any error; at least once, in order while nothing fails. */
export function createSender(_connection: KafkaConnection): Sender {
  throw new Error('under construction');
}
