import type { RowBlock } from './row-block.js';
import { sha256Head } from './sha256-block.js';

const head = new Int32Array(4);
const uuid = new Uint8Array(16);
const HEX = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  HEX['0123456789abcdef'.charCodeAt(i)] = i;
  HEX['0123456789ABCDEF'.charCodeAt(i)] = i;
}

/** Reads 8-4-4-4-12 hex digits into the scratch bytes; false when the text is no UUID. */
function readUuid(b: Uint8Array, p: number, n: number): boolean {
  if (n !== 36 || b[p + 8] !== 45 || b[p + 13] !== 45 || b[p + 18] !== 45 || b[p + 23] !== 45) return false;
  let at = p;
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) at++;
    const high = HEX[b[at]!]!;
    const low = HEX[b[at + 1]!]!;
    if (high < 0 || low < 0) return false;
    uuid[i] = (high << 4) | low;
    at += 2;
  }
  return true;
}

/**
 * Writes an id as a UUID column: a UUID as it is, any other text as UUIDv8 of its SHA-256 (RFC 9562 §5.8).
 * Returns whether the text was a UUID. ClickHouse keeps a UUID as two little-endian words, high word first.
 */
export function writeId(block: RowBlock, b: Uint8Array, p: number, n: number): boolean {
  const valid = readUuid(b, p, n);
  if (!valid) {
    sha256Head(b, p, n, head);
    for (let i = 0; i < 16; i++) uuid[i] = head[i >> 2]! >>> (24 - ((i & 3) << 3));
    uuid[6] = (uuid[6]! & 0x0f) | 0x80;
    uuid[8] = (uuid[8]! & 0x3f) | 0x80;
  }
  const out = block.bytes;
  const o = block.length;
  for (let i = 0; i < 8; i++) {
    out[o + i] = uuid[7 - i]!;
    out[o + 8 + i] = uuid[15 - i]!;
  }
  block.length = o + 16;
  return valid;
}

/** Writes the all-zero UUID: no id told. */
export function writeNoId(block: RowBlock): void {
  block.bytes.fill(0, block.length, block.length + 16);
  block.length += 16;
}

/** Writes the first eight bytes of SHA-256 of a unit id, read big endian, as a UInt64 column. */
export function writeUnit(block: RowBlock, b: Uint8Array, p: number, n: number): void {
  sha256Head(b, p, n, head);
  block.u64Words(head[0]!, head[1]!);
}

/** The time in ms inside a UUIDv7 (RFC 9562 §5.7); NaN for any other id. */
export function uuidTime(b: Uint8Array, p: number, n: number): number {
  if (!readUuid(b, p, n) || uuid[6]! >> 4 !== 7 || uuid[8]! >> 6 !== 2) return NaN;
  let ms = 0;
  for (let i = 0; i < 6; i++) ms = ms * 256 + uuid[i]!;
  return ms;
}
