import { DELIVERY_COLUMNS, writeDelivery } from './delivery.js';
import type { Delivery } from './delivery.js';
import { fault, timeFault } from './fault.js';
import type { Fault } from './fault.js';
import type { Found, Layout } from './found.js';
import { writeId, writeNoId, writeUnit } from './identity.js';
import type { PredictionTerms } from './prediction-row.js';
import type { RowBlock } from './row-block.js';

const N = { value: 0, eventTime: 1 } as const;
const T = { id: 0, unit: 1, model: 2, kpi: 3 } as const;

/** Where an outcome's fields go. */
export const OUTCOME_LAYOUT: Layout = {
  numbers: 2,
  texts: 4,
  root: {
    kind: 'group',
    members: {
      model: { kind: 'text', at: T.model },
      prediction_id: { kind: 'text', at: T.id },
      unit_id: { kind: 'text', at: T.unit },
      kpi: { kind: 'text', at: T.kpi },
      value: { kind: 'number', at: N.value },
      event_time: { kind: 'time', at: N.eventTime },
    },
  },
};

/** Columns of an outcome in the order they are written. */
export const OUTCOME_COLUMNS = [
  ...DELIVERY_COLUMNS,
  ['event_time', "DateTime64(3, 'UTC')"],
  ['value', 'Float64'],
  ['unit', 'UInt64'],
  ['prediction_id', 'UUID'],
  ['prediction_ref', 'String'],
  ['model', 'String'],
  ['kpi', 'String'],
] as const;

/** Writes one business outcome as a row; it belongs to a prediction, a unit or both. */
export function writeOutcome(
  block: RowBlock,
  { bytes: b, numbers: n, texts: t }: Found,
  terms: PredictionTerms,
  delivery: Delivery,
): Fault | undefined {
  const id = t[2 * T.id]!;
  const idLength = t[2 * T.id + 1]!;
  const unit = t[2 * T.unit]!;
  const unitLength = t[2 * T.unit + 1]!;
  const hasId = id >= 0 && idLength > 0;
  const hasUnit = unit >= 0 && unitLength > 0;
  if (!hasId && !hasUnit) return fault('missing_id', 'neither prediction_id nor unit_id is there');
  if (t[2 * T.kpi]! < 0) return fault('missing_field', 'kpi is missing');
  if (Number.isNaN(n[N.value]!)) return fault('missing_field', 'value is missing');
  const { retention_ms } = terms.contract.windows;
  const problem = timeFault('event_time', n[N.eventTime]!, delivery.appendedAt, retention_ms);
  if (problem !== undefined) return problem;

  block.ensure(120 + 2 * idLength + t[2 * T.model + 1]! + t[2 * T.kpi + 1]!);
  writeDelivery(block, delivery);
  block.u64(n[N.eventTime]!);
  block.f64(n[N.value]!);
  if (hasUnit) writeUnit(block, b, unit, unitLength);
  else writeUnit(block, b, id, idLength);
  if (!hasId) {
    writeNoId(block);
    block.u8(0);
  } else if (writeId(block, b, id, idLength)) block.u8(0);
  else block.text(b, id, idLength);
  block.text(b, t[2 * T.model]!, t[2 * T.model + 1]!);
  block.text(b, t[2 * T.kpi]!, t[2 * T.kpi + 1]!);
  block.endRow(delivery);
  return undefined;
}
