import { defineQuery } from '../../query.js';

/** One message set aside, as people read it. Times are ms. */
export interface DeadLetterRow {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly model: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly appended_at: number;
  readonly size: number;
  readonly preview: string;
}

/** Messages set aside, newest first; the empty model means all. */
export const deadLettersQuery = defineQuery<{ model: string; limit: number }, DeadLetterRow>({
  name: 'dead-letters',
  sql: `
SELECT topic, partition, offset, model, reason, detail, toUnixTimestamp64Milli(message_at) AS at, size, preview
FROM dead_letters FINAL
WHERE {model:String} = '' OR model = {model:String}
ORDER BY message_at DESC, topic, partition, offset DESC LIMIT {limit:UInt32}`,
  params: { model: 'String', limit: 'UInt32' },
  row: (raw) => ({
    topic: String(raw['topic']),
    partition: Number(raw['partition']),
    offset: Number(raw['offset']),
    model: raw['model'] === '' ? null : String(raw['model']),
    reason: String(raw['reason']),
    detail: String(raw['detail']),
    appended_at: Number(raw['at']),
    size: Number(raw['size']),
    preview: String(raw['preview']),
  }),
});
