import type { InboundRecord } from '@checkride/messaging/records';

interface Stretch {
  readonly topic: string;
  readonly partition: number;
  readonly buffer: ArrayBufferLike;
}

const START_ROWS = 4_096;
const NUMBERS = 2;
const PLACES = 5;

/**
 * Where the rows of a block came from, so that a row the store refuses can be set aside with its bytes. Kept as numbers
 * beside a few fetch responses: a hundred thousand record objects kept alive cost more than decoding them.
 */
export class RowOrigins {
  private readonly stretches: Stretch[] = [];
  /** Offset and timestamp of each row. */
  private numbers = new Float64Array(START_ROWS * NUMBERS);
  /** Stretch, start and length of the value, start and length of the key (−1: none) of each row. */
  private places = new Int32Array(START_ROWS * PLACES);
  private rows = 0;

  /** Notes the origin of the next row; `value` is the record's. */
  add(record: InboundRecord, value: Buffer): void {
    const row = this.rows++;
    if (row * NUMBERS === this.numbers.length) this.grow();
    const last = this.stretches.at(-1);
    const { topic, partition, key } = record;
    if (
      last === undefined ||
      last.buffer !== value.buffer ||
      last.partition !== partition ||
      last.topic !== topic
    )
      this.stretches.push({ topic, partition, buffer: value.buffer });
    this.numbers[row * NUMBERS] = record.offset;
    this.numbers[row * NUMBERS + 1] = record.timestamp;
    const at = row * PLACES;
    this.places[at] = this.stretches.length - 1;
    this.places[at + 1] = value.byteOffset;
    this.places[at + 2] = value.length;
    const kept = key !== null && key.buffer === value.buffer;
    this.places[at + 3] = kept ? key.byteOffset : -1;
    this.places[at + 4] = kept ? key.length : 0;
  }

  /** The record a row was made of; headers are not kept. */
  recordOf(row: number): InboundRecord {
    const [stretch = 0, start = 0, length = 0, keyStart = -1, keyLength = 0] = this.places.subarray(
      row * PLACES,
      row * PLACES + PLACES,
    );
    const { topic, partition, buffer } = this.stretches[stretch]!;
    return {
      topic,
      partition,
      offset: this.numbers[row * NUMBERS]!,
      timestamp: this.numbers[row * NUMBERS + 1]!,
      key: keyStart < 0 ? null : Buffer.from(buffer, keyStart, keyLength),
      value: Buffer.from(buffer, start, length),
      headers: {},
    };
  }

  clear(): void {
    this.rows = 0;
    this.stretches.length = 0;
  }

  private grow(): void {
    const numbers = new Float64Array(2 * this.numbers.length);
    numbers.set(this.numbers);
    this.numbers = numbers;
    const places = new Int32Array(2 * this.places.length);
    places.set(this.places);
    this.places = places;
  }
}
