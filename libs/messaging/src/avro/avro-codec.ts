import avro from 'avsc';
import type { Schema, Type } from 'avsc';
import { CheckrideError } from '@checkride/domain/errors';
import { crc64Avro, fingerprintHex } from './crc-64-avro.js';
import { frameConfluent, frameSingleObject } from './framing.js';

/** Writes and reads data of one schema. `T` is trusted: the schema and the type are made from the same file. */
export interface AvroCodec<T> {
  /** Full name of the schema's record. */
  readonly name: string;
  /** CRC-64-AVRO of the parsing canonical form, 16 hex digits. */
  readonly fingerprint: string;
  /** The bare datum. Throws CHK_SCHEMA_INCOMPATIBLE, naming the field, for a value of another shape. */
  encode(value: T): Buffer;
  /** The datum behind C3 01 and the fingerprint. */
  encodeSingleObject(value: T): Buffer;
  /** The datum behind 00 and a registry id. */
  encodeConfluent(id: number, value: T): Buffer;
  /** Reads a bare datum; CHK_SCHEMA_INCOMPATIBLE when bytes are missing, left over or wrong. */
  decode(body: Buffer): T;
}

/** A codec of a schema; CHK_SCHEMA_INCOMPATIBLE when it is not Avro. */
export function avroCodec<T>(schema: unknown): AvroCodec<T> {
  const type = parseSchema(schema);
  const fingerprint = fingerprintOf(type);
  const encode = (value: T): Buffer => {
    try {
      return type.toBuffer(value);
    } catch (error) {
      throw new CheckrideError('CHK_SCHEMA_INCOMPATIBLE', `not a ${type.name}: ${faults(type, value)}`, {
        cause: error,
      });
    }
  };
  return {
    name: type.name ?? type.typeName,
    fingerprint,
    encode,
    encodeSingleObject: (value) => frameSingleObject(fingerprint, encode(value)),
    encodeConfluent: (id, value) => frameConfluent(id, encode(value)),
    decode: (body) => {
      try {
        return type.fromBuffer(body) as T;
      } catch (error) {
        throw new CheckrideError(
          'CHK_SCHEMA_INCOMPATIBLE',
          `not the bytes of a ${type.name}: ${String(error)}`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

/** An Avro type for the modules of this folder. */
export function parseSchema(schema: unknown): Type {
  try {
    return avro.Type.forSchema(schema as Schema);
  } catch (error) {
    throw new CheckrideError('CHK_SCHEMA_INCOMPATIBLE', `not an Avro schema: ${String(error)}`, {
      cause: error,
    });
  }
}

/** CRC-64-AVRO of a type's parsing canonical form, 16 hex digits. */
export const fingerprintOf = (type: Type): string =>
  fingerprintHex(crc64Avro(Buffer.from(JSON.stringify(type.schema()))));

function faults(type: Type, value: unknown): string {
  const found: string[] = [];
  type.isValid(value, {
    errorHook: (path, any) => void found.push(`${path.join('.')} is ${JSON.stringify(any) ?? 'absent'}`),
  });
  return found.join(', ') || 'value out of range';
}
