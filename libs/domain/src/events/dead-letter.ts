/** Why a message was set aside: the closed list that is also the metric label and the header of the dead letter. */
export type DeadLetterReason =
  | 'undecodable'
  | 'unknown_schema'
  | 'unknown_model'
  | 'missing_id'
  | 'missing_field'
  | 'bad_type'
  | 'bad_time'
  | 'too_large'
  | 'rejected_by_store';

/** A message set aside with its original bytes; its identity is where it stood: topic, partition, offset. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly model: string | null;
  readonly reason: DeadLetterReason;
  readonly detail: string;
  readonly appended_at: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
}
