/** One record as read. `timestamp` is ms (append time on LogAppendTime topics); buffers are slices of the fetch response: copy what outlives the batch. */
export interface InboundRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** Whether the broker set the timestamp (LogAppendTime) and not the writer. */
  readonly stampedByBroker?: boolean;
}

/** One record to be written. The partition is always named: a retried send must not choose another one. `timestamp` is ms; default now. */
export interface OutboundRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: string | Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
  readonly timestamp?: number;
}

/** Header of a clock record (null value) on a replay topic: decimal ms; all that arrived before it stands before it. */
const CLOCK_HEADER = 'chk-clock';

/** One clock record per partition of a replay topic, saying that simulated arrival time has reached `at` (ms). */
export const clockRecords = (topic: string, partitions: number, at: number): OutboundRecord[] =>
  Array.from({ length: partitions }, (_, partition) => ({
    topic,
    partition,
    key: null,
    value: null,
    headers: { [CLOCK_HEADER]: String(at) },
    timestamp: at,
  }));

/** The time a clock record tells, in ms; undefined for any other record. */
export function clockOf(record: InboundRecord): number | undefined {
  const header = record.value === null ? record.headers[CLOCK_HEADER] : undefined;
  if (header === undefined) return undefined;
  const at = Number(header.toString('latin1'));
  return Number.isSafeInteger(at) ? at : undefined;
}
