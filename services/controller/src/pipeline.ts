import type { Effect } from '@checkride/domain/lifecycle/effect';
import type { ControllerState } from '@checkride/domain/lifecycle/state';
import type { FoldStep } from '@checkride/messaging/fold';
import type { InboundRecord } from '@checkride/messaging/records';
import type { createFoldModelStep } from './steps/fold-model.js';
import type { createReadInputStep } from './steps/read-input.js';
import type { createWriteEffectsStep } from './steps/write-effects.js';

/** The controller's steps, in the order a record goes through them. */
export interface ControllerSteps {
  readonly readInput: ReturnType<typeof createReadInputStep>;
  readonly foldModel: ReturnType<typeof createFoldModelStep>;
  readonly writeEffects: ReturnType<typeof createWriteEffectsStep>;
  /** Told of the effects of every record, for the log. */
  readonly onEffects: (effects: readonly Effect[]) => void;
}

/** A record's way through the controller, inside one transaction: read → the model's lifecycle folded → effects as records. */
export function createControllerPipeline({ readInput, foldModel, writeEffects, onEffects }: ControllerSteps) {
  return function run(
    state: ControllerState | undefined,
    record: InboundRecord,
  ): FoldStep<ControllerState> | null {
    const input = readInput(record);
    if (input.kind !== 'ok') return null;
    const turn = foldModel(state, input.value);
    if (turn === null) return null;
    onEffects(turn.effects);
    return { model: turn.state.model, state: turn.state, outputs: writeEffects(turn.effects) };
  };
}
