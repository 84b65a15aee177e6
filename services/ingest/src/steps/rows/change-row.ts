import { CHANGE_KINDS } from '@checkride/domain/events/change';
import { DELIVERY_COLUMNS, writeDelivery } from './delivery.js';
import type { Delivery } from './delivery.js';
import { fault, timeFault } from './fault.js';
import type { Fault } from './fault.js';
import type { Found, Layout } from './found.js';
import type { PredictionTerms } from './prediction-row.js';
import type { RowBlock } from './row-block.js';

const MOST_WORDS = 32;
const MOST_SHARES = 32;
const N = { eventTime: 0, kind: 1, scope: 2, shares: 3, share: 4 } as const;
const T = { id: 0, model: 1, summary: 2, scope: 3, version: 3 + MOST_WORDS } as const;
const KIND_BYTES = CHANGE_KINDS.map((kind) => Buffer.from(kind));

/** Where a change's fields go. */
export const CHANGE_LAYOUT: Layout = {
  numbers: N.share + MOST_SHARES,
  texts: T.version + MOST_SHARES,
  root: {
    kind: 'group',
    members: {
      change_id: { kind: 'text', at: T.id },
      model: { kind: 'text', at: T.model },
      kind: {
        kind: 'choice',
        at: N.kind,
        choices: Object.fromEntries(CHANGE_KINDS.map((kind, i) => [kind, i])),
      },
      scope: { kind: 'free-texts', at: T.scope, count: N.scope, capacity: MOST_WORDS },
      event_time: { kind: 'time', at: N.eventTime },
      summary: { kind: 'text', at: T.summary },
      shares: { kind: 'shares', at: N.share, textAt: T.version, count: N.shares, capacity: MOST_SHARES },
    },
  },
};

/** Columns of a change in the order they are written. */
export const CHANGE_COLUMNS = [
  ...DELIVERY_COLUMNS,
  ['event_time', "DateTime64(3, 'UTC')"],
  ['model', 'String'],
  ['change_id', 'String'],
  ['summary', 'String'],
  ['kind', 'String'],
  ['scope', 'Array(String)'],
  ['shares', 'Map(String, Float64)'],
] as const;

/** Writes one change as a row. */
export function writeChange(
  block: RowBlock,
  { bytes: b, numbers: n, texts: t }: Found,
  terms: PredictionTerms,
  delivery: Delivery,
): Fault | undefined {
  if (t[2 * T.id]! < 0 || t[2 * T.id + 1] === 0) return fault('missing_id', 'change_id is missing');
  const kind = KIND_BYTES[n[N.kind]!];
  if (kind === undefined) return fault('missing_field', 'kind is missing');
  const { retention_ms } = terms.contract.windows;
  const problem = timeFault('event_time', n[N.eventTime]!, delivery.appendedAt, retention_ms);
  if (problem !== undefined) return problem;

  const scope = n[N.scope]! || 0;
  const shares = n[N.shares]! || 0;
  let size = 200 + 8 * shares;
  for (let i = 0; i < t.length; i += 2) if (t[i]! >= 0) size += t[i + 1]! + 5;
  block.ensure(size);
  writeDelivery(block, delivery);
  block.u64(n[N.eventTime]!);
  for (const at of [T.model, T.id, T.summary]) block.text(b, t[2 * at]!, t[2 * at + 1]!);
  block.text(kind, 0, kind.length);
  block.size(scope);
  for (let i = T.scope; i < T.scope + scope; i++) block.text(b, t[2 * i]!, t[2 * i + 1]!);
  block.size(shares);
  for (let i = 0; i < shares; i++) {
    block.text(b, t[2 * (T.version + i)]!, t[2 * (T.version + i) + 1]!);
    block.f64(n[N.share + i]!);
  }
  block.endRow(delivery);
  return undefined;
}
