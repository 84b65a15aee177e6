import { defineQuery } from '../../query.js';

/** A decision as a mark on a time axis; `at` is the end of its window in ms. */
export interface DecisionMarkRow {
  readonly at: number;
  readonly decision_id: string;
  readonly headline: string;
  readonly rule: string;
  readonly scope: readonly string[];
  readonly reason: string;
}

/** Decisions of a model that are no daily repetition, in their order; the newest `limit`. */
export const decisionMarksQuery = defineQuery<{ model: string; limit: number }, DecisionMarkRow>({
  name: 'decision-marks',
  sql: `
SELECT at, decision_id, headline, rule, scope, reason FROM (
  SELECT seq, toUnixTimestamp64Milli(window_end) AS at, decision_id, headline, rule, scope, reason
  FROM decisions FINAL WHERE model = {model:String} AND NOT heartbeat ORDER BY seq DESC LIMIT {limit:UInt32})
ORDER BY seq`,
  params: { model: 'String', limit: 'UInt32' },
  row: (raw) => ({
    at: Number(raw['at']),
    decision_id: String(raw['decision_id']),
    headline: String(raw['headline']),
    rule: String(raw['rule']),
    scope: raw['scope'] as string[],
    reason: String(raw['reason']),
  }),
});

/** A transition as a mark on a time axis; `at` is the window start of its tick in ms. */
export interface LedgerMarkRow {
  readonly at: number;
  readonly transition_id: string;
  readonly action: string;
  readonly version: string | null;
  readonly reason: string;
}

/** What the controller applied under a tick, messages to people left out, in order; the newest `limit`. */
export const ledgerMarksQuery = defineQuery<{ model: string; limit: number }, LedgerMarkRow>({
  name: 'ledger-marks',
  sql: `
SELECT at, transition_id, action, version, reason FROM (
  SELECT seq, toUnixTimestamp64Milli(at) AS at, transition_id, action, version, reason
  FROM lifecycle FINAL WHERE model = {model:String} AND answer = 'applied' AND action != 'notify' AND lifecycle.at > toDateTime64(0, 3, 'UTC')
  ORDER BY seq DESC LIMIT {limit:UInt32})
ORDER BY seq`,
  params: { model: 'String', limit: 'UInt32' },
  row: (raw) => ({
    at: Number(raw['at']),
    transition_id: String(raw['transition_id']),
    action: String(raw['action']),
    version: raw['version'] === '' ? null : String(raw['version']),
    reason: String(raw['reason']),
  }),
});
