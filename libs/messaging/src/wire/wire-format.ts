import { canonicalJson } from '@checkride/domain/canonical';
import { evolvingCodec } from '../avro/evolving-codec.js';

/** How one kind of control record becomes bytes: typed header fields that other programs need, the rest as JSON. */
export interface WireFormat<T> {
  encode(value: T): Buffer;
  decode(bytes: Uint8Array): T;
}

/** A format over the versions of a schema, oldest first. `R` is the generated type of the newest. */
export function wireFormat<T, R>(
  versions: readonly object[],
  toRecord: (value: T) => R,
  fromRecord: (record: R) => T,
): WireFormat<T> {
  const codec = evolvingCodec<R>(...versions);
  return {
    encode: (value) => codec.encode(toRecord(value)),
    decode: (bytes) => fromRecord(codec.decode(bytes)),
  };
}

/** The part without a field of its own. */
export const toBody = (value: unknown): string => canonicalJson(value);

/** That part again; its shape is ours, since the schema says who wrote it. */
export const fromBody = <T>(body: string): T => JSON.parse(body) as T;
