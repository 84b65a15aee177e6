/** A protobuf message under construction: fields are appended in the order of the calls. */
export type Message = readonly Uint8Array[];

const VARINT = 0;
const LENGTH = 2;

/** Field of an integer ≥ 0 (int32, int64, enum). */
export const integer = (field: number, value: number): Message => [tag(field, VARINT), varint(value)];

/** Field of raw bytes. */
export const bytes = (field: number, value: Uint8Array): Message => [
  tag(field, LENGTH),
  varint(value.length),
  value,
];

/** Field of text (UTF-8). */
export const text = (field: number, value: string): Message => bytes(field, Buffer.from(value, 'utf8'));

/** Field of a nested message made of parts. */
export const message = (field: number, ...parts: readonly Message[]): Message =>
  bytes(field, encode(...parts));

/** The bytes of a message made of parts. */
export const encode = (...parts: readonly Message[]): Uint8Array => Buffer.concat(parts.flat());

const tag = (field: number, type: number): Uint8Array => varint(field * 8 + type);

function varint(value: number): Uint8Array {
  const groups: number[] = [];
  let rest = value;
  do {
    const group = rest % 128;
    rest = Math.floor(rest / 128);
    groups.push(rest > 0 ? group + 128 : group);
  } while (rest > 0);
  return Uint8Array.from(groups);
}
