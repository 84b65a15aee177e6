import type { ContractCompiler } from '@checkride/domain/lifecycle/contract-compiler';
import type { ControllerState } from '@checkride/domain/lifecycle/state';
import type { FoldStep } from '@checkride/messaging/fold';
import type { InboundRecord } from '@checkride/messaging/records';
import type { createFoldModelStep } from './steps/fold-model.js';
import type { createReadInputStep } from './steps/read-input.js';
import type { createWriteEffectsStep } from './steps/write-effects.js';

/** The stages of the controller's pipeline. */
export interface ControllerStages {
  readonly readInput: ReturnType<typeof createReadInputStep>;
  readonly foldModel: ReturnType<typeof createFoldModelStep>;
  readonly writeEffects: ReturnType<typeof createWriteEffectsStep>;
  readonly compiler: ContractCompiler;
}

/** A record's way through the controller, inside one transaction: read → fold the model's lifecycle → effects as records. */
export function createControllerPipeline(stages: ControllerStages) {
  return function control(
    state: ControllerState | undefined,
    record: InboundRecord,
  ): FoldStep<ControllerState> | null {
    const input = stages.readInput(record);
    if (input.kind !== 'ok') return null;
    const turn = stages.foldModel(state, input.value, stages.compiler);
    if (turn === null) return null;
    return { model: turn.state.model, state: turn.state, outputs: stages.writeEffects(turn.effects) };
  };
}
