import { isLate, windowStart } from '@checkride/domain/window';
import { DELIVERY_COLUMNS, writeDelivery } from './delivery.js';
import type { Delivery } from './delivery.js';
import { fault, timeFault } from './fault.js';
import type { Fault } from './fault.js';
import type { Found, Layout } from './found.js';
import { writeId, writeNoId, writeUnit } from './identity.js';
import type { PredictionTerms } from './prediction-row.js';
import type { RowBlock } from './row-block.js';

const N = { eventTime: 0, routeRevision: 1 } as const;
const T = { unit: 0, model: 1, version: 2, region: 3, id: 4 } as const;

/** Where an exposure's fields go. */
export const EXPOSURE_LAYOUT: Layout = {
  numbers: 2,
  texts: 5,
  root: {
    kind: 'group',
    members: {
      unit_id: { kind: 'text', at: T.unit },
      model: { kind: 'text', at: T.model },
      version: { kind: 'text', at: T.version },
      route_revision: { kind: 'number', at: N.routeRevision },
      region: { kind: 'text', at: T.region },
      prediction_id: { kind: 'text', at: T.id },
      event_time: { kind: 'time', at: N.eventTime },
    },
  },
};

/** Columns of an exposure in the order they are written. */
export const EXPOSURE_COLUMNS = [
  ...DELIVERY_COLUMNS,
  ['event_time', "DateTime64(3, 'UTC')"],
  ['window_start', "DateTime('UTC')"],
  ['late', 'Bool'],
  ['route_revision', 'UInt32'],
  ['unit', 'UInt64'],
  ['prediction_id', 'UUID'],
  ['model', 'String'],
  ['version', 'String'],
  ['region', 'String'],
] as const;

/** Writes one exposure as a row. */
export function writeExposure(
  block: RowBlock,
  { bytes: b, numbers: n, texts: t }: Found,
  terms: PredictionTerms,
  delivery: Delivery,
): Fault | undefined {
  const unit = t[2 * T.unit]!;
  const revision = n[N.routeRevision]! || 0;
  if (unit < 0 || t[2 * T.unit + 1] === 0) return fault('missing_id', 'unit_id is missing');
  if (t[2 * T.version]! < 0) return fault('missing_field', 'version is missing');
  if (!Number.isInteger(revision) || revision < 0 || revision > 4294967295)
    return fault('bad_type', `route_revision ${revision} is no revision`);
  const { base_ms, lateness_ms, retention_ms } = terms.contract.windows;
  const problem = timeFault('event_time', n[N.eventTime]!, delivery.appendedAt, retention_ms);
  if (problem !== undefined) return problem;

  const from = windowStart(n[N.eventTime]!, base_ms);
  block.ensure(120 + t[2 * T.model + 1]! + t[2 * T.version + 1]! + Math.max(0, t[2 * T.region + 1]!));
  writeDelivery(block, delivery);
  block.u64(n[N.eventTime]!);
  block.u32(from / 1000);
  block.u8(isLate(delivery.appendedAt, from + base_ms, lateness_ms) ? 1 : 0);
  block.u32(revision);
  writeUnit(block, b, unit, t[2 * T.unit + 1]!);
  if (t[2 * T.id]! < 0) writeNoId(block);
  else writeId(block, b, t[2 * T.id]!, t[2 * T.id + 1]!);
  block.text(b, t[2 * T.model]!, t[2 * T.model + 1]!);
  block.text(b, t[2 * T.version]!, t[2 * T.version + 1]!);
  block.text(b, t[2 * T.region]!, t[2 * T.region + 1]!);
  block.endRow(delivery);
  return undefined;
}
