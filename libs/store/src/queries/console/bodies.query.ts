import { defineQuery, type Row } from '../../query.js';

const body = (raw: Row): string => String(raw['body']);

/** Decisions of a model as canonical JSON, newest first. */
export const decisionsOfModelQuery = defineQuery<{ model: string; limit: number }, string>({
  name: 'decisions-of-model',
  sql: `SELECT body FROM decisions FINAL WHERE model = {model:String} ORDER BY seq DESC LIMIT {limit:UInt32}`,
  params: { model: 'String', limit: 'UInt32' },
  row: body,
});

/** One decision by its id. */
export const decisionByIdQuery = defineQuery<{ id: string }, string>({
  name: 'decision-by-id',
  sql: `SELECT body FROM decisions FINAL WHERE decision_id = {id:String} LIMIT 1`,
  params: { id: 'String' },
  row: body,
});

/** The ledger of a model as canonical JSON, newest first; `cause` keeps the answers to one decision or command, empty for all. */
export const ledgerOfModelQuery = defineQuery<{ model: string; cause: string; limit: number }, string>({
  name: 'ledger-of-model',
  sql: `SELECT body FROM lifecycle FINAL WHERE model = {model:String} AND ({cause:String} = '' OR cause_id = {cause:String}) ORDER BY seq DESC LIMIT {limit:UInt32}`,
  params: { model: 'String', cause: 'String', limit: 'UInt32' },
  row: body,
});

/** The newest contract record of a model, or of all models for the empty name. */
export const modelRecordsQuery = defineQuery<{ model: string }, string>({
  name: 'model-records',
  sql: `SELECT argMax(body, (contract_version, record_offset)) AS body FROM models WHERE {model:String} = '' OR model = {model:String} GROUP BY model ORDER BY model`,
  params: { model: 'String' },
  row: body,
});

/** Routes of a model as canonical JSON, newest first. */
export const routesOfModelQuery = defineQuery<{ model: string; limit: number }, string>({
  name: 'routes-of-model',
  sql: `SELECT body FROM routes FINAL WHERE model = {model:String} ORDER BY revision DESC LIMIT {limit:UInt32}`,
  params: { model: 'String', limit: 'UInt32' },
  row: body,
});

/** Reports of a model in their order, as canonical JSON, a page at a time (seq above `after`). */
export const reportsOfModelQuery = defineQuery<{ model: string; after: number; limit: number }, string>({
  name: 'reports-of-model',
  sql: `SELECT body FROM evidence FINAL WHERE model = {model:String} AND seq > {after:UInt64} ORDER BY seq LIMIT {limit:UInt32}`,
  params: { model: 'String', after: 'UInt64', limit: 'UInt32' },
  row: body,
});

/** Digest of every report of a model the judge is done with, by the report's order. */
export const ticksOfModelQuery = defineQuery<
  { model: string },
  { readonly evidence_seq: number; readonly evidence_digest: string }
>({
  name: 'ticks-of-model',
  sql: `SELECT evidence_seq, evidence_digest FROM ticks FINAL WHERE model = {model:String} ORDER BY evidence_seq`,
  params: { model: 'String' },
  row: (raw) => ({
    evidence_seq: Number(raw['evidence_seq']),
    evidence_digest: String(raw['evidence_digest']),
  }),
});
