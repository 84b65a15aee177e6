import type { DeadLetterReason } from '@checkride/domain/events/dead-letter';

/** The kinds of events that data topics carry, in the words of contracts. */
export type Kind = 'predictions' | 'labels' | 'outcomes' | 'exposures' | 'changes';

type Event = Record<string, unknown>;

/** A way to spoil an event before it is encoded, and the reason it must be set aside for. */
export interface Spoiled {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Encodings that can say such a thing. */
  readonly encodings: readonly ('avro' | 'json')[];
  readonly reason: DeadLetterReason;
  spoil(event: Event, now: number): Event;
}

const ALL: readonly Kind[] = ['predictions', 'labels', 'outcomes', 'exposures', 'changes'];
const BOTH = ['avro', 'json'] as const;
const timeOf = (event: Event): string => ('observed_at' in event ? 'observed_at' : 'event_time');
const idOf = (event: Event): string =>
  'prediction_id' in event && !('unit_id' in event && 'kpi' in event)
    ? 'prediction_id'
    : 'change_id' in event
      ? 'change_id'
      : 'unit_id';
const without = (event: Event, field: string): Event =>
  Object.fromEntries(Object.entries(event).filter(([name]) => name !== field));

/** Spoilings of meaning: well-formed bytes that say what must not be stored. */
export const SPOILED: readonly Spoiled[] = [
  {
    name: 'time ten minutes ahead',
    kinds: ALL,
    encodings: BOTH,
    reason: 'bad_time',
    spoil: (event, now) => ({ ...event, [timeOf(event)]: now + 600_000 }),
  },
  {
    name: 'time before the retention',
    kinds: ALL,
    encodings: BOTH,
    reason: 'bad_time',
    spoil: (event, now) => ({ ...event, [timeOf(event)]: now - 91 * 86_400_000 }),
  },
  {
    name: 'time before 1970',
    kinds: ALL,
    encodings: BOTH,
    reason: 'bad_time',
    spoil: (event) => ({ ...event, [timeOf(event)]: -200_000_000_000 }),
  },
  {
    name: 'time that is none',
    kinds: ALL,
    encodings: ['json'],
    reason: 'bad_time',
    spoil: (event) => ({ ...event, [timeOf(event)]: 'yesterday' }),
  },
  {
    name: 'time absent',
    kinds: ALL,
    encodings: ['json'],
    reason: 'missing_field',
    spoil: (event) => without(event, timeOf(event)),
  },
  {
    name: 'unknown model',
    kinds: ALL,
    encodings: BOTH,
    reason: 'unknown_model',
    spoil: (event) => ({ ...event, model: 'nobody' }),
  },
  {
    name: 'empty id',
    kinds: ALL,
    encodings: BOTH,
    reason: 'missing_id',
    spoil: (event) =>
      'kpi' in event ? { ...event, prediction_id: null, unit_id: null } : { ...event, [idOf(event)]: '' },
  },
  {
    name: 'id of the wrong type',
    kinds: ALL,
    encodings: ['json'],
    reason: 'bad_type',
    spoil: (event) => ({ ...event, [idOf(event)]: { id: 1 } }),
  },
  {
    name: 'score as words',
    kinds: ['predictions'],
    encodings: ['json'],
    reason: 'bad_type',
    spoil: (event) => ({ ...event, prediction: { score: 'high' } }),
  },
  {
    name: 'number feature as text',
    kinds: ['predictions'],
    encodings: ['json'],
    reason: 'bad_type',
    spoil: (event) => ({ ...event, features: { x: '1', c: 'a' } }),
  },
  {
    name: 'no answer although ok',
    kinds: ['predictions'],
    encodings: BOTH,
    reason: 'missing_field',
    spoil: (event) => ({ ...event, prediction: { score: null, value: null, class: null, scores: null } }),
  },
  {
    name: 'too many segments',
    kinds: ['predictions'],
    encodings: ['avro'],
    reason: 'bad_type',
    spoil: (event) => ({ ...event, segments: ['a', 'b', 'c'] }),
  },
  {
    name: 'unknown status',
    kinds: ['predictions'],
    encodings: ['json'],
    reason: 'bad_type',
    spoil: (event) => ({ ...event, status: 'fine' }),
  },
  {
    name: 'negative revision',
    kinds: ['labels'],
    encodings: BOTH,
    reason: 'bad_type',
    spoil: (event) => ({ ...event, revision: -1 }),
  },
  {
    name: 'value absent',
    kinds: ['labels', 'outcomes'],
    encodings: ['json'],
    reason: 'missing_field',
    spoil: (event) => without(event, 'value'),
  },
  {
    name: 'version absent',
    kinds: ['exposures'],
    encodings: ['json'],
    reason: 'missing_field',
    spoil: (event) => without(event, 'version'),
  },
  {
    name: 'kind of change nobody knows',
    kinds: ['changes'],
    encodings: ['json'],
    reason: 'bad_type',
    spoil: (event) => ({ ...event, kind: 'mood' }),
  },
  {
    name: 'scope that is no list',
    kinds: ['changes'],
    encodings: ['json'],
    reason: 'bad_type',
    spoil: (event) => ({ ...event, scope: 'all' }),
  },
];

/** Spoilings of bytes; `other` is a good message of another kind in the same encoding. */
export interface Broken {
  readonly name: string;
  readonly encodings: readonly ('avro' | 'json')[];
  readonly reason: DeadLetterReason;
  breakUp(value: Buffer, other: Buffer, random: () => number): Buffer | null;
}

/** A place to cut that leaves at least the framing of Avro. */
const inside = (value: Buffer, random: () => number): number =>
  10 + Math.floor(random() * (value.length - 11));

/** Bytes that are not what they should be. */
export const BROKEN: readonly Broken[] = [
  {
    name: 'truncated',
    encodings: BOTH,
    reason: 'undecodable',
    breakUp: (value, _other, random) => value.subarray(0, inside(value, random)),
  },
  { name: 'a few bytes', encodings: BOTH, reason: 'undecodable', breakUp: (value) => value.subarray(0, 3) },
  { name: 'no bytes', encodings: BOTH, reason: 'undecodable', breakUp: () => Buffer.alloc(0) },
  { name: 'no value', encodings: BOTH, reason: 'undecodable', breakUp: () => null },
  {
    name: 'one byte more',
    encodings: BOTH,
    reason: 'undecodable',
    breakUp: (value) => Buffer.concat([value, Buffer.from('}')]),
  },
  {
    name: 'noise',
    encodings: BOTH,
    reason: 'undecodable',
    breakUp: (value, _other, random) =>
      Buffer.from(
        Array.from({ length: value.length }, (_, i) => (i === 0 ? 0x81 : Math.floor(random() * 256))),
      ),
  },
  {
    name: 'noise behind a good beginning',
    encodings: ['json'],
    reason: 'undecodable',
    breakUp: (value) =>
      Buffer.concat([value.subarray(0, 20), Buffer.from([0, 1, 2, 255]), value.subarray(24)]),
  },
  {
    name: 'unknown schema',
    encodings: ['avro'],
    reason: 'unknown_schema',
    breakUp(value, _other, random) {
      const copy = Buffer.from(value);
      const at = copy[0] === 0 ? 1 + Math.floor(random() * 4) : 2 + Math.floor(random() * 8);
      copy[at] = copy[at]! ^ (1 + Math.floor(random() * 255));
      return copy;
    },
  },
  {
    name: 'event of another kind',
    encodings: ['avro'],
    reason: 'unknown_schema',
    breakUp: (_value, other) => other,
  },
  {
    name: 'more than a megabyte',
    encodings: BOTH,
    reason: 'too_large',
    breakUp: (value) => Buffer.concat([value, Buffer.alloc(1_000_001 - value.length, 32)]),
  },
];
