import type { ModelRecord } from '@checkride/domain/contract/model-record';

/** A view in the database and the model it was made for; a table has no model. */
export interface NamedRelation {
  readonly name: string;
  readonly model: string | null;
}

/** The comment that says whose view it is. */
export const viewComment = (model: string, what: string): string => `${what} of model ${model}`;

/** The model named by a comment of `viewComment`; null for other comments. */
export const modelOfComment = (comment: string): string | null =>
  / of model (.+)$/.exec(comment)?.[1] ?? null;

/**
 * A plain name for a model's view: lower case letters, digits and _. Where a table or another model's view has it, or
 * its `_labels`, a `_model` is added, then a number.
 */
export function viewName(model: string, relations: readonly NamedRelation[]): string {
  const plain = model.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_');
  const base = /^[a-z_]/.test(plain) ? plain : `m_${plain}`;
  const free = (name: string): boolean =>
    relations.every((relation) => relation.name !== name || relation.model === model);
  const usable = (name: string): boolean => free(name) && free(`${name}_labels`);
  if (usable(base)) return base;
  let name = `${base}_model`;
  for (let i = 2; !usable(name); i++) name = `${base}_model_${i}`;
  return name;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const named = (text: string): string => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

interface ViewColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
  readonly sql: string;
}

const column = (name: string, type: string, comment: string, sql = `p.${name}`): ViewColumn => ({
  name,
  type,
  comment,
  sql,
});

const ID = column(
  'id',
  'String',
  'id of the prediction as the producer wrote it',
  "if(p.prediction_ref = '', toString(p.prediction_id), p.prediction_ref)",
);

const ENVELOPE: readonly ViewColumn[] = [
  column('window_start', "DateTime('UTC')", 'start of the base window'),
  column('event_time', "DateTime64(3, 'UTC')", 'when the answer was given'),
  ID,
  column('prediction_id', 'UUID', 'key to join with the labels'),
  column('version', 'LowCardinality(String)', 'model version that answered'),
  column('arm', "Enum8('live' = 0, 'shadow' = 1)", 'whether the answer was used'),
  column('late', 'Bool', 'arrived too late for the report of its window'),
  column('appended_at', "DateTime64(3, 'UTC')", 'arrival time'),
  column('route_revision', 'UInt32', 'route it was given under'),
  column('unit', 'UInt64', 'hash of the unit id'),
  column('status', "Enum8('ok' = 0, 'error' = 1, 'timeout' = 2)", 'how serving ended'),
  column('error_code', 'LowCardinality(String)', 'code of the failure'),
  column('latency_ms', 'Float32', 'time to answer, ms'),
  column('score', 'Float64', 'score, or the value of a regression'),
  column('class', 'LowCardinality(String)', 'predicted class'),
];

/** SQL that makes a model's view of predictions: features by name, missing as NULL, the on-time copy of a late one. */
export function predictionsViewSql(name: string, { model, contract, slots }: ModelRecord): string {
  const columns = [...ENVELOPE];
  const add = (plain: string, made: (free: string) => ViewColumn, prefix: string): void => {
    const taken = columns.some((other) => other.name === plain);
    columns.push(made(taken ? `${prefix}_${plain}` : plain));
  };
  contract.segments.forEach((segment, i) =>
    add(
      segment,
      (free) => column(free, 'LowCardinality(String)', 'segment', `p.segments[${i + 1}]`),
      'segment',
    ),
  );
  for (const { feature, array, slot, type, retired } of slots) {
    if (retired || contract.segments.includes(feature)) continue;
    const value = `arrayElementOrNull(p.${array}, ${slot})`;
    const sql = array === 'cat' ? value : `if(isNaN(${value}), NULL, ${value})`;
    const stored = {
      num: 'Nullable(Float32)',
      num64: 'Nullable(Float64)',
      cat: 'LowCardinality(Nullable(String))',
    };
    add(feature, (free) => column(free, stored[array], `feature, ${type}`, sql), 'feature');
  }
  const key = 'window_start, prediction_id, version, arm';
  const ownKey = 'p.window_start, p.prediction_id, p.version, p.arm';
  const lateOnes = `SELECT ${key} FROM predictions WHERE late AND model = ${quoted(model)}`;
  const onTime = `SELECT ${key} FROM predictions WHERE NOT late AND model = ${quoted(model)} AND (${key}) IN (${lateOnes})`;
  return viewSql(
    name,
    columns,
    `predictions AS p FINAL WHERE p.model = ${quoted(model)} AND (NOT p.late OR (${ownKey}) NOT IN (${onTime}))`,
    viewComment(model, 'predictions'),
  );
}

/** SQL that makes a model's view of labels: the latest revision of each. */
export function labelsViewSql(name: string, { model }: ModelRecord): string {
  const columns = [
    column('cohort_hour', "DateTime('UTC')", 'hour of the prediction; 1970 while unresolved'),
    ID,
    column('prediction_id', 'UUID', 'key to join with the predictions'),
    column('revision', 'UInt32', 'number of the revision; only the latest is shown'),
    column('value', 'Float64', 'the truth as a number; NaN when it is a class'),
    column('class', 'LowCardinality(String)', 'the truth as a class'),
    column('observed_at', "DateTime64(3, 'UTC')", 'when the truth became known'),
    column('source', 'LowCardinality(String)', 'system it comes from'),
    column('appended_at', "DateTime64(3, 'UTC')", 'arrival time'),
  ];
  const from = `labels AS p FINAL WHERE p.model = ${quoted(model)} ORDER BY p.revision DESC LIMIT 1 BY p.prediction_id`;
  return viewSql(`${name}_labels`, columns, from, viewComment(model, 'labels'));
}

function viewSql(name: string, columns: readonly ViewColumn[], from: string, comment: string): string {
  const types = columns.map((one) => `${named(one.name)} ${one.type} COMMENT ${quoted(one.comment)}`);
  const select = columns.map((one) => `${one.sql} AS ${named(one.name)}`);
  return `CREATE OR REPLACE VIEW ${named(name)} (\n  ${types.join(',\n  ')}\n) AS SELECT\n  ${select.join(',\n  ')}\nFROM ${from}\nCOMMENT ${quoted(comment)}`;
}
