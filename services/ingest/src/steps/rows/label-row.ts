import { DELIVERY_COLUMNS, writeDelivery } from './delivery.js';
import type { Delivery } from './delivery.js';
import { fault, timeFault } from './fault.js';
import type { Fault } from './fault.js';
import type { Found, Layout } from './found.js';
import { uuidTime, writeId } from './identity.js';
import type { PredictionTerms } from './prediction-row.js';
import type { RowBlock } from './row-block.js';

const N = { predictedAt: 0, observedAt: 1, value: 2, revision: 3 } as const;
const T = { id: 0, model: 1, class: 2, source: 3 } as const;
const HOUR_MS = 3_600_000;

/** Where a label's fields go. */
export const LABEL_LAYOUT: Layout = {
  numbers: 4,
  texts: 4,
  root: {
    kind: 'group',
    members: {
      prediction_id: { kind: 'text', at: T.id },
      model: { kind: 'text', at: T.model },
      predicted_at: { kind: 'time', at: N.predictedAt },
      value: { kind: 'value', at: N.value, textAt: T.class },
      observed_at: { kind: 'time', at: N.observedAt },
      revision: { kind: 'number', at: N.revision },
      source: { kind: 'text', at: T.source },
    },
  },
};

/** Columns of a label in the order they are written. */
export const LABEL_COLUMNS = [
  ...DELIVERY_COLUMNS,
  ['cohort_hour', "DateTime('UTC')"],
  ['predicted_at', "DateTime64(3, 'UTC')"],
  ['observed_at', "DateTime64(3, 'UTC')"],
  ['value', 'Float64'],
  ['revision', 'UInt32'],
  ['prediction_id', 'UUID'],
  ['prediction_ref', 'String'],
  ['model', 'String'],
  ['class', 'String'],
  ['source', 'String'],
] as const;

/** Writes one label as a row; its cohort comes from `predicted_at`, else from a UUIDv7 id, else it is unresolved (0). */
export function writeLabel(
  block: RowBlock,
  { bytes: b, numbers: n, texts: t }: Found,
  terms: PredictionTerms,
  delivery: Delivery,
): Fault | undefined {
  const id = t[2 * T.id]!;
  const idLength = t[2 * T.id + 1]!;
  const value = n[N.value]!;
  const told = n[N.predictedAt]!;
  const revision = n[N.revision]! || 0;
  if (id < 0 || idLength === 0) return fault('missing_id', 'prediction_id is missing');
  if (Number.isNaN(value) && t[2 * T.class]! < 0) return fault('missing_field', 'value is missing');
  if (!Number.isInteger(revision) || revision < 0 || revision > 4294967295)
    return fault('bad_type', `revision ${revision} is no whole number`);
  const { retention_ms } = terms.contract.windows;
  const problem =
    timeFault('observed_at', n[N.observedAt]!, delivery.appendedAt, retention_ms) ??
    (Number.isNaN(told) ? undefined : timeFault('predicted_at', told, delivery.appendedAt, Infinity));
  if (problem !== undefined) return problem;

  const inId = Number.isNaN(told) ? uuidTime(b, id, idLength) : told;
  const predictedAt = inId <= delivery.appendedAt ? inId : Number.isNaN(told) ? 0 : told;
  block.ensure(160 + 2 * idLength + t[2 * T.model + 1]! + t[2 * T.class + 1]! + t[2 * T.source + 1]!);
  writeDelivery(block, delivery);
  block.u32((Math.floor(predictedAt / HOUR_MS) * HOUR_MS) / 1000);
  block.u64(predictedAt);
  block.u64(n[N.observedAt]!);
  block.f64(value);
  block.u32(revision);
  if (writeId(block, b, id, idLength)) block.u8(0);
  else block.text(b, id, idLength);
  block.text(b, t[2 * T.model]!, t[2 * T.model + 1]!);
  block.text(b, t[2 * T.class]!, t[2 * T.class + 1]!);
  block.text(b, t[2 * T.source]!, t[2 * T.source + 1]!);
  block.endRow(delivery);
  return undefined;
}
