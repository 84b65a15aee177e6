import { defineQuery } from '../../query.js';

/** A change as it was announced; times are ms. */
export interface AnnouncedRow {
  readonly change_id: string;
  readonly model: string;
  readonly kind: string;
  readonly scope: readonly string[];
  readonly event_time: number;
  readonly summary: string;
  readonly shares: Readonly<Record<string, number>>;
}

/** Changes announced of a model, newest first. */
export const announcedChangesQuery = defineQuery<{ model: string; limit: number }, AnnouncedRow>({
  name: 'announced-changes',
  sql: `
SELECT change_id, model, kind, scope, toUnixTimestamp64Milli(event_time) AS made, summary, shares
FROM changes FINAL WHERE model = {model:String} ORDER BY event_time DESC, change_id LIMIT {limit:UInt32}`,
  params: { model: 'String', limit: 'UInt32' },
  row: ({ made, ...rest }) => ({ ...rest, event_time: made }) as unknown as AnnouncedRow,
});
