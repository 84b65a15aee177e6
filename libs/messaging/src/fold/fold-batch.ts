import { CheckrideError } from '@checkride/domain/errors';
import type { InboundRecord, OutboundRecord } from '../records.js';
import type { FoldDefinition } from './definition.js';
import type { HeldState, ModelState } from './held-state.js';

/** What folding some records gives, nothing of which holds before its transaction is committed. */
export interface FoldedBatch<S> {
  /** Records taken from the input, from its beginning. */
  readonly taken: number;
  readonly outputs: readonly OutboundRecord[];
  readonly touched: ReadonlyMap<string, ModelState<S>>;
  readonly next: Readonly<Record<string, number>>;
  /** Why the record after the taken ones cannot be folded. */
  readonly stop: CheckrideError | undefined;
}

/** Folds records in order on copies, until `enough` says so. Records folded before are passed over. */
export function foldBatch<S>(
  definition: FoldDefinition<S>,
  held: HeldState<S>,
  records: readonly InboundRecord[],
  enough: (taken: number) => boolean,
): FoldedBatch<S> {
  const touched = new Map<string, ModelState<S>>();
  const outputs: OutboundRecord[] = [];
  const next: Record<string, number> = { ...held.next };
  let taken = 0;
  let stop: CheckrideError | undefined;
  while (taken < records.length && stop === undefined && !enough(taken)) {
    const record = records[taken]!;
    if (record.offset >= (next[record.topic] ?? 0)) {
      stop = foldRecord(
        definition,
        (model) => touched.get(model) ?? held.models.get(model),
        record,
        (step, seq) => {
          touched.set(step.model, { seq, state: step.state });
          outputs.push(...step.outputs);
        },
      );
      if (stop !== undefined) break;
      next[record.topic] = record.offset + 1;
    }
    taken += 1;
  }
  return { taken, outputs, touched, next, stop };
}

type Accept<S> = (step: { model: string; state: S; outputs: readonly OutboundRecord[] }, seq: number) => void;

function foldRecord<S>(
  definition: FoldDefinition<S>,
  stateOf: (model: string) => ModelState<S> | undefined,
  record: InboundRecord,
  accept: Accept<S>,
): CheckrideError | undefined {
  const where = `${record.topic}/${record.partition} at ${record.offset}`;
  try {
    const model = definition.modelOf?.(record) ?? record.key?.toString('utf8') ?? '';
    const before = stateOf(model);
    const last = before?.seq ?? 0;
    const seq = definition.sequence?.(record) ?? last;
    if (definition.sequence?.(record) !== undefined) {
      if (seq <= last) return undefined;
      if (seq > last + 1)
        return new CheckrideError('CHK_FOLD_GAP', `${model}: ${where} has number ${seq} after ${last}`, {
          remedy:
            'Records are missing: restore them or rebuild the state before this partition is restarted.',
          context: { model, seq, last },
        });
    }
    const step = definition.fold(before?.state, record);
    if (step === null) return undefined;
    if (step.model !== model)
      return new CheckrideError('CHK_STATE_INVALID', `${where}: a record of ${model} changed ${step.model}`);
    accept(step, seq);
    return undefined;
  } catch (error) {
    return new CheckrideError(
      'CHK_STATE_INVALID',
      `${definition.name} cannot fold ${where}: ${String(error)}`,
      {
        cause: error,
      },
    );
  }
}
