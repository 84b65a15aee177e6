import { defineQuery } from '../../query.js';

/** One model as the fleet shows it: its newest decision and how far it has come. Times are ms, 0 for never. */
export interface FleetRow {
  readonly model: string;
  readonly owner: string;
  readonly clock: string;
  readonly contract_version: number;
  readonly headline: string;
  readonly reason: string;
  readonly rule: string;
  readonly decision_id: string;
  readonly decided_at: number;
  readonly window: number;
  readonly route: string;
  readonly predictions_24h: number;
}

/** Every model with a contract, by name. */
export const fleetQuery = defineQuery<Record<string, never>, FleetRow>({
  name: 'fleet',
  sql: `
SELECT m.model AS model, m.owner AS owner, m.clock AS clock, m.contract_version AS contract_version,
  d.headline AS headline, d.reason AS reason, d.rule AS rule, d.decision_id AS decision_id, d.decided_at AS decided_at,
  t.window AS window, r.route AS route, e.predictions AS predictions_24h
FROM (SELECT model, owner, clock, contract_version FROM models FINAL ORDER BY contract_version DESC LIMIT 1 BY model) AS m
LEFT JOIN (
  SELECT model, headline, reason, rule, decision_id, toUnixTimestamp64Milli(window_end) AS decided_at
  FROM decisions FINAL ORDER BY seq DESC LIMIT 1 BY model) AS d USING (model)
LEFT JOIN (SELECT model, toUnixTimestamp64Milli(max(window_start)) AS window FROM ticks GROUP BY model) AS t USING (model)
LEFT JOIN (SELECT model, argMax(body, revision) AS route FROM routes GROUP BY model) AS r USING (model)
LEFT JOIN (
  SELECT model, sum(predictions) AS predictions
  FROM evidence FINAL
  INNER JOIN (SELECT model, max(window_start) AS newest FROM evidence GROUP BY model) AS n USING (model)
  WHERE window_start > newest - INTERVAL 1 DAY
  GROUP BY model) AS e USING (model)
ORDER BY model`,
  params: {},
  row: (raw) => ({
    model: String(raw['model']),
    owner: String(raw['owner']),
    clock: String(raw['clock']),
    contract_version: Number(raw['contract_version']),
    headline: String(raw['headline']),
    reason: String(raw['reason']),
    rule: String(raw['rule']),
    decision_id: String(raw['decision_id']),
    decided_at: Number(raw['decided_at']),
    window: Number(raw['window']),
    route: String(raw['route']),
    predictions_24h: Number(raw['predictions_24h']),
  }),
});
