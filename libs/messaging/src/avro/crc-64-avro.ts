/** The polynomial of the Avro specification; also the fingerprint of no bytes. */
const EMPTY = 0xc15d213aa4d7a795n;

const TABLE: readonly bigint[] = Array.from({ length: 256 }, (_, byte) => {
  let entry = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) entry = (entry >> 1n) ^ (EMPTY & -(entry & 1n));
  return BigInt.asUintN(64, entry);
});

/** CRC-64-AVRO (Rabin) of bytes as an unsigned number; Avro specification, "Schema Fingerprints". */
export function crc64Avro(bytes: Uint8Array): bigint {
  let fingerprint = EMPTY;
  for (const byte of bytes) fingerprint = (fingerprint >> 8n) ^ TABLE[Number(fingerprint & 0xffn) ^ byte]!;
  return fingerprint;
}

/** A fingerprint as 16 hex digits, as a big-endian number reads: how models.v1 writes it. */
export const fingerprintHex = (fingerprint: bigint): string => fingerprint.toString(16).padStart(16, '0');

/** The Confluent id of a schema of ours: the first 31 bits of its fingerprint, so that no registry must hand it out. */
export const confluentIdOf = (fingerprint: string): number =>
  Number.parseInt(fingerprint.slice(0, 8), 16) >>> 1;
