import type { InboundRecord } from '../../records.js';

/** What the records of one batch on the log have in common. */
export interface RecordBatchContext {
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: number;
  readonly firstTimestamp: number;
  readonly maxTimestamp: number;
  /** The broker's stamp counts, not the writer's. */
  readonly logAppendTime: boolean;
}

const NO_HEADERS: Readonly<Record<string, Buffer>> = Object.freeze({});
const NO_VALUE = Buffer.alloc(0);

/** One record as it lies in the fetch response: key and value are slices, the rest is worked out when asked for. */
export class FetchedRecord implements InboundRecord {
  constructor(
    private readonly batch: RecordBatchContext,
    private readonly bytes: Buffer,
    private readonly timestampDelta: number,
    readonly offset: number,
    readonly key: Buffer | null,
    readonly value: Buffer | null,
    private readonly headersAt: number,
  ) {}

  get topic(): string {
    return this.batch.topic;
  }

  get partition(): number {
    return this.batch.partition;
  }

  get stampedByBroker(): boolean {
    return this.batch.logAppendTime;
  }

  get timestamp(): number {
    return this.batch.logAppendTime
      ? this.batch.maxTimestamp
      : this.batch.firstTimestamp + this.timestampDelta;
  }

  /** By name; the last of equal names wins, a header without a value is empty. */
  get headers(): Readonly<Record<string, Buffer>> {
    if (this.bytes[this.headersAt] === 0) return NO_HEADERS;
    const headers = Object.create(null) as Record<string, Buffer>;
    let at = this.headersAt;
    const varint = (): number => {
      let raw = 0;
      let shift = 0;
      let byte: number;
      do {
        byte = this.bytes[at++]!;
        raw |= (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      return (raw >>> 1) ^ -(raw & 1);
    };
    for (let left = varint(); left > 0; left--) {
      const nameLength = varint();
      const name = this.bytes.toString('utf8', at, (at += nameLength));
      const length = varint();
      headers[name] = length < 0 ? NO_VALUE : this.bytes.subarray(at, (at += length));
    }
    return headers;
  }
}
