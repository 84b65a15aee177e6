import { defineQuery } from '../../query.js';

/** Ledger entries that were put before a person and not answered since, as canonical JSON, newest first. */
export const waitingEntriesQuery = defineQuery<{ model: string }, string>({
  name: 'waiting-entries',
  sql: `
WITH answers AS (
  SELECT l.seq AS seq, JSONExtractString(c.body, 'body', 'subject') AS subject
  FROM lifecycle AS l FINAL
  INNER JOIN commands AS c FINAL ON c.command_id = l.cause_id
  WHERE l.model = {model:String} AND l.action IN ('approve', 'reject') AND l.answer = 'applied'
), expired AS (
  SELECT seq, substringIndex(reason, ' ', 1) AS subject FROM lifecycle FINAL
  WHERE model = {model:String} AND answer = 'superseded' AND reason LIKE '% waited for a person%'
), settled AS (SELECT groupArray((seq, subject)) AS all FROM (SELECT * FROM answers UNION ALL SELECT * FROM expired))
SELECT body FROM lifecycle FINAL
WHERE model = {model:String} AND answer = 'refused' AND (reason IN ('waiting_approval', 'rule_repeats', 'budget_spent'))
  AND NOT arrayExists(s -> s.1 > seq AND s.2 IN (transition_id, cause_id, version), (SELECT all FROM settled))
ORDER BY seq DESC LIMIT 100`,
  params: { model: 'String' },
  row: (raw) => String(raw['body']),
});
