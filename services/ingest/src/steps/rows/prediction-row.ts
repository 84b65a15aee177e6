import type { ModelContract } from '@checkride/domain/contract/contract';
import { isLate, windowStart } from '@checkride/domain/window';
import { DELIVERY_COLUMNS, writeDelivery } from './delivery.js';
import type { Delivery } from './delivery.js';
import { fault, timeFault } from './fault.js';
import type { Fault } from './fault.js';
import type { Found } from './found.js';
import { writeId, writeUnit } from './identity.js';
import { N, STATUS, T } from './prediction-layout.js';
import type { PredictionLayout } from './prediction-layout.js';
import type { RowBlock } from './row-block.js';

/** Columns of a prediction in the order they are written: what has a fixed size first. */
export const PREDICTION_COLUMNS = [
  ...DELIVERY_COLUMNS,
  ['event_time', "DateTime64(3, 'UTC')"],
  ['window_start', "DateTime('UTC')"],
  ['late', 'Bool'],
  ['arm', "Enum8('live' = 0, 'shadow' = 1)"],
  ['status', "Enum8('ok' = 0, 'error' = 1, 'timeout' = 2)"],
  ['contract', 'UInt32'],
  ['route_revision', 'UInt32'],
  ['score', 'Float64'],
  ['latency_ms', 'Float32'],
  ['num', 'Array(Float32)'],
  ['num64', 'Array(Float64)'],
  ['unit', 'UInt64'],
  ['prediction_id', 'UUID'],
  ['prediction_ref', 'String'],
  ['model', 'String'],
  ['version', 'String'],
  ['artifact', 'String'],
  ['instance', 'String'],
  ['runtime', 'String'],
  ['class', 'String'],
  ['error_code', 'String'],
  ['segments', 'Array(String)'],
  ['scores', 'Array(Float32)'],
  ['cat', 'Array(Nullable(String))'],
] as const;

const FIXED_BYTES = 200;

/** The part of a contract that rows depend on. */
export interface PredictionTerms {
  readonly contract: ModelContract;
  readonly contract_version: number;
}

/** Writes one prediction as a row; on a fault nothing is written. */
export function writePrediction(
  block: RowBlock,
  found: Found,
  layout: PredictionLayout,
  terms: PredictionTerms,
  delivery: Delivery,
): Fault | undefined {
  const { bytes: b, numbers: n, texts: t } = found;
  const { base_ms, lateness_ms, retention_ms } = terms.contract.windows;
  const problem = check(found, layout, delivery, retention_ms);
  if (problem !== undefined) return problem;

  const eventTime = n[N.eventTime]!;
  const from = windowStart(eventTime, base_ms);
  let texts = 0;
  for (let i = 1; i < t.length; i += 2) if (t[i - 1]! >= 0) texts += t[i]! + 5;
  block.ensure(FIXED_BYTES + texts + t[2 * T.id + 1]! + 8 * layout.numbers);

  writeDelivery(block, delivery);
  block.u64(eventTime);
  block.u32(from / 1000);
  block.u8(isLate(delivery.appendedAt, from + base_ms, lateness_ms) ? 1 : 0);
  block.u8(n[N.arm]! || 0);
  block.u8(n[N.status]! || 0);
  block.u32(terms.contract_version);
  block.u32(n[N.routeRevision]! || 0);
  const score = n[N.score]!;
  block.f64(Number.isNaN(score) ? n[N.value]! : score);
  block.f32(n[N.latency]!);
  writeNumbers(block, n, layout);
  writeTexts(block, b, t, layout);
  const scores = n[N.scores]! || 0;
  block.size(scores);
  for (let i = 0; i < scores; i++) block.f32(n[layout.scores.at + i]!);
  writeCategories(block, b, t, layout.cat.at, layout.cat.count);
  block.endRow(delivery);
  return undefined;
}

function check(
  found: Found,
  layout: PredictionLayout,
  { appendedAt }: Delivery,
  retentionMs: number,
): Fault | undefined {
  const { numbers: n, texts: t } = found;
  if (t[2 * T.id]! < 0 || t[2 * T.id + 1] === 0) return fault('missing_id', 'prediction_id is missing');
  if (t[2 * T.version]! < 0) return fault('missing_field', 'version is missing');
  const time = timeFault('event_time', n[N.eventTime]!, appendedAt, retentionMs);
  if (time !== undefined) return time;
  const revision = n[N.routeRevision]!;
  if (revision < 0 || revision > 4294967295 || (!Number.isNaN(revision) && !Number.isInteger(revision)))
    return fault('bad_type', `route_revision ${revision} is no revision`);
  const segments = n[N.segments]!;
  if (segments !== layout.segments.count)
    return fault(
      'bad_type',
      `segments holds ${segments || 0} value(s), the contract names ${layout.segments.count}`,
    );
  const answered =
    t[2 * T.class]! >= 0 || !Number.isNaN(n[N.score]!) || !Number.isNaN(n[N.value]!) || n[N.scores]! > 0;
  if (!answered && (n[N.status]! || 0) === STATUS.ok)
    return fault('missing_field', 'prediction is missing although the status is ok');
  return undefined;
}

function writeNumbers(block: RowBlock, n: Float64Array, { num, num64 }: PredictionLayout): void {
  block.size(num.count);
  for (let i = num.at, end = num.at + num.count; i < end; i++) block.f32(n[i]!);
  block.size(num64.count);
  for (let i = num64.at, end = num64.at + num64.count; i < end; i++) block.f64(n[i]!);
}

function writeTexts(block: RowBlock, b: Uint8Array, t: Int32Array, { segments }: PredictionLayout): void {
  const id = t[2 * T.id]!;
  const idLength = t[2 * T.id + 1]!;
  const unit = t[2 * T.unit]!;
  if (unit >= 0) writeUnit(block, b, unit, t[2 * T.unit + 1]!);
  else writeUnit(block, b, id, idLength);
  if (writeId(block, b, id, idLength)) block.u8(0);
  else block.text(b, id, idLength);
  block.text(b, t[2 * T.model]!, t[2 * T.model + 1]!);
  block.text(b, t[2 * T.version]!, t[2 * T.version + 1]!);
  block.text(b, t[2 * T.artifact]!, t[2 * T.artifact + 1]!);
  block.text(b, t[2 * T.instance]!, t[2 * T.instance + 1]!);
  writeRuntime(block, b, t);
  block.text(b, t[2 * T.class]!, t[2 * T.class + 1]!);
  block.text(b, t[2 * T.errorCode]!, t[2 * T.errorCode + 1]!);
  block.size(segments.count);
  for (let i = 2 * segments.at, end = i + 2 * segments.count; i < end; i += 2)
    block.text(b, t[i]!, t[i + 1]!);
}

function writeRuntime(block: RowBlock, b: Uint8Array, t: Int32Array): void {
  const parts = [2 * T.image, 2 * T.featureView, 2 * T.config];
  if (t[parts[0]!]! < 0 && t[parts[1]!]! < 0 && t[parts[2]!]! < 0) return block.u8(0);
  let length = 2;
  for (const i of parts) if (t[i]! >= 0) length += t[i + 1]!;
  block.size(length);
  for (const i of parts) {
    if (t[i]! >= 0) block.raw(b, t[i]!, t[i + 1]!);
    if (i !== 2 * T.config) block.u8(124);
  }
}

function writeCategories(block: RowBlock, b: Uint8Array, t: Int32Array, at: number, count: number): void {
  block.size(count);
  for (let i = 2 * at, end = i + 2 * count; i < end; i += 2) {
    if (t[i]! < 0) block.u8(1);
    else {
      block.u8(0);
      block.text(b, t[i]!, t[i + 1]!);
    }
  }
}
