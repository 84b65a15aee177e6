/** How bytes say which schema they were written with: a registry's id, or the schema's fingerprint (16 hex digits). */
export type Framed =
  | { readonly kind: 'confluent'; readonly id: number; readonly body: Buffer }
  | { readonly kind: 'single-object'; readonly fingerprint: string; readonly body: Buffer };

/** Bytes before the datum in the Confluent framing: 00 and the id, big endian. */
const CONFLUENT_BYTES = 5;
/** Bytes before the datum of an Avro single object: C3 01 and the fingerprint, little endian. */
const SINGLE_OBJECT_BYTES = 10;

/** Tells the framings apart by their first bytes; undefined when it is neither. `body` is a slice. */
export function unframe(bytes: Buffer): Framed | undefined {
  if (bytes[0] === 0x00 && bytes.length >= CONFLUENT_BYTES)
    return { kind: 'confluent', id: bytes.readUInt32BE(1), body: bytes.subarray(CONFLUENT_BYTES) };
  if (bytes[0] === 0xc3 && bytes[1] === 0x01 && bytes.length >= SINGLE_OBJECT_BYTES) {
    const fingerprint = Buffer.from(bytes.subarray(2, SINGLE_OBJECT_BYTES)).reverse().toString('hex');
    return { kind: 'single-object', fingerprint, body: bytes.subarray(SINGLE_OBJECT_BYTES) };
  }
  return undefined;
}

/** A datum behind a registry id. */
export function frameConfluent(id: number, datum: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(CONFLUENT_BYTES + datum.length);
  framed[0] = 0x00;
  framed.writeUInt32BE(id, 1);
  datum.copy(framed, CONFLUENT_BYTES);
  return framed;
}

/** A datum as an Avro single object; the fingerprint is 16 hex digits. */
export function frameSingleObject(fingerprint: string, datum: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(SINGLE_OBJECT_BYTES + datum.length);
  framed[0] = 0xc3;
  framed[1] = 0x01;
  Buffer.from(fingerprint, 'hex').reverse().copy(framed, 2);
  datum.copy(framed, SINGLE_OBJECT_BYTES);
  return framed;
}
