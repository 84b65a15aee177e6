import { createHash } from 'node:crypto';

/** A prediction as a decoder that knows nothing of speed gives it; absent is null. */
export interface PlainPrediction {
  readonly prediction_id: string;
  readonly model: string;
  readonly version: string;
  readonly arm: string;
  readonly artifact_digest: string | null;
  readonly route_revision: number | null;
  readonly instance: string | null;
  readonly runtime: { readonly image: string; readonly feature_view: string; readonly config: string } | null;
  readonly unit_id: string | null;
  readonly event_time: number;
  readonly segments: readonly string[];
  readonly features: Readonly<Record<string, unknown>>;
  readonly prediction: {
    readonly score: number | null;
    readonly value: number | null;
    readonly class: string | null;
    readonly scores: readonly number[] | null;
  };
  readonly latency_ms: number | null;
  readonly status: string;
  readonly error_code: string | null;
}

/** Little-endian bytes of ClickHouse's RowBinary, one value after another. */
export const bytesOf = {
  u8: (value: number): Buffer => Buffer.from([value]),
  u16: (value: number): Buffer => {
    const b = Buffer.alloc(2);
    b.writeUInt16LE(value);
    return b;
  },
  u32: (value: number): Buffer => {
    const b = Buffer.alloc(4);
    b.writeUInt32LE(value);
    return b;
  },
  u64: (value: bigint): Buffer => {
    const b = Buffer.alloc(8);
    b.writeBigUInt64LE(value);
    return b;
  },
  f32: (value: number): Buffer => {
    const b = Buffer.alloc(4);
    b.writeFloatLE(value);
    return b;
  },
  f64: (value: number): Buffer => {
    const b = Buffer.alloc(8);
    b.writeDoubleLE(value);
    return b;
  },
  size(value: number): Buffer {
    const out: number[] = [];
    for (; value > 127; value = Math.floor(value / 128)) out.push((value % 128) + 128);
    return Buffer.from([...out, value]);
  },
  text: (value: string): Buffer =>
    Buffer.concat([bytesOf.size(Buffer.byteLength(value)), Buffer.from(value)]),
  list: (items: readonly Buffer[]): Buffer => Buffer.concat([bytesOf.size(items.length), ...items]),
  maybeText: (value: string | null): Buffer =>
    value === null ? bytesOf.u8(1) : Buffer.concat([bytesOf.u8(0), bytesOf.text(value)]),
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id as UUID text and whether it was one already (RFC 9562 §5.8 over SHA-256 otherwise). */
export function identityOf(id: string): { readonly uuid: string; readonly given: boolean } {
  if (UUID.test(id)) return { uuid: id.toLowerCase(), given: true };
  const hash = createHash('sha256').update(id).digest().subarray(0, 16);
  hash[6] = (hash[6]! % 16) + 128;
  hash[8] = (hash[8]! % 64) + 128;
  const hex = hash.toString('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return { uuid, given: false };
}

/** A UUID's bytes in ClickHouse: two 64-bit words, each little endian. */
export function uuidBytes(uuid: string): Buffer {
  const plain = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  return Buffer.concat([
    Buffer.from(plain.subarray(0, 8)).reverse(),
    Buffer.from(plain.subarray(8)).reverse(),
  ]);
}

/** SHA-256[0:8], big endian. */
export const unitOf = (text: string): bigint => createHash('sha256').update(text).digest().readBigUInt64BE(0);
