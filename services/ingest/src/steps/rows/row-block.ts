import type { InboundRecord } from '@checkride/messaging/records';
import { RowOrigins } from './row-origins.js';

const START_BYTES = 1 << 20;

/** Rows of one table in ClickHouse's RowBinary, growing, with where each row came from. */
export class RowBlock {
  bytes = Buffer.allocUnsafe(START_BYTES);
  view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
  /** Where the next byte goes. */
  length = 0;
  /** End of each row in `bytes`. */
  readonly ends: number[] = [];
  readonly origins = new RowOrigins();

  get rows(): number {
    return this.ends.length;
  }

  /** Forgets its rows and keeps its room. */
  clear(): void {
    this.length = 0;
    this.ends.length = 0;
    this.origins.clear();
  }

  /** Makes room for a row of at most `n` bytes: the write methods below do not check. */
  ensure(n: number): void {
    if (this.length + n <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + n));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
    this.view = new DataView(grown.buffer, grown.byteOffset, grown.length);
  }

  /** Ends the row that was written last, made of this record's value. */
  endRow({ record, value }: { readonly record: InboundRecord; readonly value: Buffer }): void {
    this.ends.push(this.length);
    this.origins.add(record, value);
  }

  u8(value: number): void {
    this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    this.view.setUint16(this.length, value, true);
    this.length += 2;
  }

  u32(value: number): void {
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** A non-negative integer below 2^53 as 64 bits. */
  u64(value: number): void {
    this.view.setUint32(this.length, value >>> 0, true);
    this.view.setUint32(this.length + 4, Math.floor(value / 4294967296), true);
    this.length += 8;
  }

  /** 64 bits from two words. */
  u64Words(high: number, low: number): void {
    this.view.setInt32(this.length, low, true);
    this.view.setInt32(this.length + 4, high, true);
    this.length += 8;
  }

  f32(value: number): void {
    this.view.setFloat32(this.length, value, true);
    this.length += 4;
  }

  f64(value: number): void {
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** An unsigned LEB128 number: lengths of texts and arrays. */
  size(value: number): void {
    while (value > 127) {
      this.bytes[this.length++] = (value & 127) | 128;
      value >>>= 7;
    }
    this.bytes[this.length++] = value;
  }

  /** A String column from source bytes; an absent one (p < 0) is the empty text. */
  text(b: Uint8Array, p: number, n: number): void {
    if (p < 0) this.bytes[this.length++] = 0;
    else {
      this.size(n);
      this.raw(b, p, n);
    }
  }

  /** Bytes without a length. */
  raw(b: Uint8Array, p: number, n: number): void {
    const out = this.bytes;
    const o = this.length;
    if (n < 48) for (let i = 0; i < n; i++) out[o + i] = b[p + i]!;
    else out.set(b.subarray(p, p + n), o);
    this.length = o + n;
  }

  /** The bytes of rows [from, until). */
  slice(from: number, until: number): Uint8Array {
    return this.bytes.subarray(from === 0 ? 0 : this.ends[from - 1], this.ends[until - 1] ?? 0);
  }
}
