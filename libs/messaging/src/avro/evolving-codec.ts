import { CheckrideError } from '@checkride/domain/errors';
import type { Resolver } from 'avsc';
import { fingerprintOf, parseSchema } from './avro-codec.js';
import { frameSingleObject, unframe } from './framing.js';

/** Single-object bytes of a subject with versions: written in the newest, read from every one. */
export interface EvolvingCodec<T> {
  encode(value: T): Buffer;
  /** CHK_SCHEMA_UNKNOWN for bytes of another schema, CHK_SCHEMA_INCOMPATIBLE for broken ones. */
  decode(bytes: Uint8Array): T;
}

/** A codec over all versions of a subject, oldest first; data of older ones are read as the newest. */
export function evolvingCodec<T>(...versions: readonly object[]): EvolvingCodec<T> {
  const types = versions.map(parseSchema);
  const newest = types.at(-1)!;
  const fingerprint = fingerprintOf(newest);
  const readers = new Map<string, { readonly resolver: Resolver | undefined }>(
    types.map((type) => [
      fingerprintOf(type),
      { resolver: type === newest ? undefined : newest.createResolver(type) },
    ]),
  );
  return {
    encode(value) {
      try {
        return frameSingleObject(fingerprint, newest.toBuffer(value));
      } catch (error) {
        throw new CheckrideError('CHK_SCHEMA_INCOMPATIBLE', `not a ${newest.name}: ${String(error)}`, {
          cause: error,
        });
      }
    },
    decode(bytes) {
      const framed = unframe(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      const reader = framed?.kind === 'single-object' ? readers.get(framed.fingerprint) : undefined;
      if (framed === undefined || reader === undefined)
        throw new CheckrideError('CHK_SCHEMA_UNKNOWN', `not the bytes of a ${newest.name}`, {
          remedy: 'The program that wrote them is newer than this one: update this one first.',
        });
      try {
        return newest.fromBuffer(framed.body, reader.resolver) as T;
      } catch (error) {
        throw new CheckrideError(
          'CHK_SCHEMA_INCOMPATIBLE',
          `broken bytes of a ${newest.name}: ${String(error)}`,
          {
            cause: error,
          },
        );
      }
    },
  };
}
