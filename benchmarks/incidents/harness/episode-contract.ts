import { parse } from 'yaml';

/** Where the records of an episode come from: the topics of the interface under the names they have by default. */
const TOPICS = {
  predictions: 'predictions.v1',
  labels: 'labels.v1',
  outcomes: 'outcomes.v1',
  exposures: 'exposures.v1',
  changes: 'changes.v1',
};

type Written = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The contract of an episode as the harness runs it: everything its author wrote (an object, or YAML text), with
 * automation on (a dry run would score nothing), a pipeline, since training is virtual, and the topics an episode has.
 */
export function underAutomation(told: unknown): Record<string, unknown> & { readonly model: string } {
  const written: unknown = typeof told === 'string' ? parse(told) : told;
  if (!isObject(written) || !('model' in written))
    throw new TypeError('an episode needs a contract with a model: an object, or YAML text');
  return {
    pipeline: 'episode',
    ...written,
    source: sourceOf(written),
    model: String(written['model']),
    automation: 'auto',
  };
}

/**
 * Topics a contract reads: all of them where it names none; else what it names, and those without which members it has
 * would mean nothing. Records carry the field names of the wire, whatever format the contract speaks of.
 */
function sourceOf({ source, labels, kpis }: Written): Written {
  if (!isObject(source)) return TOPICS;
  return {
    changes: TOPICS.changes,
    ...(labels === undefined ? {} : { labels: TOPICS.labels }),
    ...(kpis === undefined ? {} : { outcomes: TOPICS.outcomes }),
    ...source,
    format: 'avro',
  };
}
