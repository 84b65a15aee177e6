import { CheckrideError } from '@checkride/domain/errors';
import { evolvingCodec } from '../avro/evolving-codec.js';
import { foldStateSchema } from '../generated/fold-state-v1.js';
import type { FoldState } from '../generated/fold-state-v1.js';
import type { OutboundRecord } from '../records.js';
import type { FoldDefinition } from './definition.js';

/** State of one model: `seq` is the order of the last input folded, 0 without one. */
export interface ModelState<S> {
  readonly seq: number;
  readonly state: S;
}

/** What the owner of a partition knows: the models' states and, by input topic, the next offset to read. */
export interface HeldState<S> {
  readonly models: ReadonlyMap<string, ModelState<S>>;
  readonly next: Readonly<Record<string, number>>;
}

/** Key of the record that keeps positions when a batch touched no model. No model's name starts with @. */
export const POSITION_KEY = '@position';

const codec = evolvingCodec<FoldState>(foldStateSchema);

/** Rebuilds what a partition's last transaction left. CHK_STATE_INVALID when a record cannot be read. */
export function heldFrom<S>(
  definition: FoldDefinition<S>,
  stored: ReadonlyMap<string, Buffer>,
): HeldState<S> {
  const models = new Map<string, ModelState<S>>();
  const next: Record<string, number> = {};
  for (const [key, bytes] of stored) {
    const record = read(definition.name, key, bytes);
    for (const [topic, offset] of Object.entries(record.input_offsets))
      next[topic] = Math.max(next[topic] ?? 0, offset);
    if (key === POSITION_KEY) continue;
    if (record.state_version > definition.stateVersion)
      throw new CheckrideError(
        'CHK_STATE_INVALID',
        `${definition.name} state of ${key} has version ${record.state_version}; this program knows ${definition.stateVersion}`,
        { remedy: `It was written by ${record.code_version}: run that version or a later one.` },
      );
    models.set(key, { seq: record.seq, state: definition.decodeState(record.state, record.state_version) });
  }
  return { models, next };
}

/** The state records of one transaction: one per model touched, or the position alone. */
export function stateRecords<S>(
  definition: FoldDefinition<S>,
  partition: number,
  touched: ReadonlyMap<string, ModelState<S>>,
  next: Readonly<Record<string, number>>,
): OutboundRecord[] {
  const record = (key: string, seq: number, state: Buffer): OutboundRecord => ({
    topic: definition.stateTopic,
    partition,
    key,
    value: codec.encode({
      input_offsets: next,
      seq,
      state_version: definition.stateVersion,
      code_version: definition.codeVersion,
      state,
    }),
  });
  if (touched.size === 0) return [record(POSITION_KEY, 0, Buffer.alloc(0))];
  return [...touched].map(([model, { seq, state }]) => record(model, seq, definition.encodeState(state)));
}

function read(name: string, key: string, bytes: Buffer): FoldState {
  try {
    return codec.decode(bytes);
  } catch (error) {
    throw new CheckrideError(
      'CHK_STATE_INVALID',
      `${name} state of ${key} cannot be read: ${String(error)}`,
      {
        cause: error,
      },
    );
  }
}
