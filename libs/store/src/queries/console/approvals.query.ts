import { defineQuery } from '../../query.js';

/** Ledger entries that were put before a person and not answered since, as canonical JSON, newest first. */
export const waitingEntriesQuery = defineQuery<{ model: string }, string>({
  name: 'waiting-entries',
  sql: `
WITH settled AS (
  SELECT groupArray((seq, subject)) AS pairs FROM (
    SELECT l.seq AS seq, JSONExtractString(c.body, 'body', 'subject') AS subject
    FROM (SELECT seq, cause_id FROM lifecycle FINAL WHERE model = {model:String} AND action IN ('approve', 'reject') AND answer = 'applied') AS l
    INNER JOIN (SELECT command_id, body FROM commands FINAL WHERE model = {model:String}) AS c ON c.command_id = l.cause_id
    UNION ALL
    SELECT seq, substringIndex(reason, ' ', 1) AS subject
    FROM lifecycle FINAL WHERE model = {model:String} AND answer = 'superseded' AND reason LIKE '% waited for a person%')
)
SELECT body FROM lifecycle FINAL
WHERE model = {model:String} AND answer = 'refused' AND reason IN ('waiting_approval', 'rule_repeats', 'budget_spent')
  AND NOT arrayExists(pair -> pair.1 > seq AND pair.2 IN (transition_id, cause_id, toString(version)), (SELECT pairs FROM settled))
ORDER BY seq DESC LIMIT 100`,
  params: { model: 'String' },
  row: (raw) => String(raw['body']),
});
