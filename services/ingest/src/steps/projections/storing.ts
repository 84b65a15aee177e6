import { canonicalJson } from '@checkride/domain/canonical';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import type { ProjectedRow, RecordPlace } from './projected.js';

const PREVIEW_BYTES = 300;

/** The row of a contract in force. */
export const modelRow = (record: ModelRecord, place: RecordPlace): ProjectedRow => ({
  table: 'models',
  row: {
    model: record.model,
    contract_version: record.contract_version,
    contract_digest: record.contract_digest,
    effective_from: record.effective_from,
    task: record.contract.task,
    owner: record.contract.owner ?? '',
    clock: record.contract.source.clock,
    predictions_topic: record.contract.source.predictions,
    base_seconds: record.contract.windows.base_ms / 1000,
    lateness_ms: record.contract.windows.lateness_ms,
    segments: record.contract.segments,
    region: record.contract.region ?? '',
    reference_digest: record.reference?.digest ?? '',
    contract_yaml: record.contract_yaml,
    body: canonicalJson(record),
    ...place,
  },
});

/** The row of a dead letter: where it is and how it begins. */
export const deadLetterRow = (letter: DeadLetter, partition: number, place: RecordPlace): ProjectedRow => ({
  table: 'dead_letters',
  row: {
    topic: letter.topic,
    partition: letter.partition,
    offset: letter.offset,
    model: letter.model ?? '',
    reason: letter.reason,
    detail: letter.detail,
    message_at: letter.appended_at,
    size: letter.value?.length ?? 0,
    preview: Buffer.from(letter.value ?? []).toString('utf8', 0, PREVIEW_BYTES),
    letter_partition: partition,
    ...place,
  },
});
