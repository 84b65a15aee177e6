import { defineQuery } from '../../query.js';

/** A start of a release as decisions told of it, with its shares of α. */
export interface AlphaStartRow {
  readonly release: string;
  readonly start: number;
  readonly rollback: number;
  readonly pause: number;
}

/** Every start of every release of a model that a decision was made in, the oldest first. */
export const alphaStartsQuery = defineQuery<{ model: string }, AlphaStartRow>({
  name: 'alpha-starts',
  sql: `
SELECT release, start, any(share_rollback) AS rollback, any(share_pause) AS pause FROM (
  SELECT seq, release, JSONExtractUInt(body, 'alpha', 'start') AS start, JSONExtractFloat(body, 'alpha', 'rollback') AS share_rollback,
    JSONExtractFloat(body, 'alpha', 'pause') AS share_pause
  FROM decisions FINAL WHERE model = {model:String} AND release != 'none')
WHERE start > 0
GROUP BY release, start ORDER BY min(seq)`,
  params: { model: 'String' },
  row: (raw) => ({
    release: String(raw['release']),
    start: Number(raw['start']),
    rollback: Number(raw['rollback']),
    pause: Number(raw['pause']),
  }),
});
