import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { DeadLetter, DeadLetterReason } from '@checkride/domain/events/dead-letter';
import type { Frontier } from '@checkride/domain/window';
import { deadLetterSchema } from '../generated/dead-letter-v1.js';
import type { DeadLetter as DeadLetterRecord } from '../generated/dead-letter-v1.js';
import { frontierSchema } from '../generated/frontier-v1.js';
import type { Frontier as FrontierRecord } from '../generated/frontier-v1.js';
import { modelRecordSchema } from '../generated/model-record-v1.js';
import type { ModelRecord as ModelRecordRecord } from '../generated/model-record-v1.js';
import { fromBody, toBody, wireFormat } from './wire-format.js';

const bufferOf = (bytes: Uint8Array | null): Buffer | null =>
  bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const deadLetterFormat = wireFormat<DeadLetter, DeadLetterRecord>(
  [deadLetterSchema],
  (letter) => ({ ...letter, key: bufferOf(letter.key), value: bufferOf(letter.value) }),
  (record) => ({
    ...record,
    model: record.model ?? null,
    reason: record.reason as DeadLetterReason,
    key: record.key ?? null,
    value: record.value ?? null,
  }),
);

export const frontierFormat = wireFormat<Frontier, FrontierRecord>(
  [frontierSchema],
  (frontier) => frontier,
  (record) => ({ ...record }),
);

export const modelRecordFormat = wireFormat<ModelRecord, ModelRecordRecord>(
  [modelRecordSchema],
  (record) => ({
    model: record.model,
    contract_version: record.contract_version,
    contract_digest: record.contract_digest,
    effective_from: record.effective_from,
    body: toBody(record),
  }),
  ({ body }) => fromBody<ModelRecord>(body),
);
