import type { ContractCompiler } from '@checkride/domain/lifecycle/contract-compiler';
import { foldLifecycle, type LifecycleTurn } from '@checkride/domain/lifecycle/fold';
import type { LifecycleInput } from '@checkride/domain/lifecycle/input';
import { checkMachine } from '@checkride/domain/lifecycle/machine-table';
import { RELEASE_MACHINE } from '@checkride/domain/lifecycle/release-machine';
import type { ControllerState } from '@checkride/domain/lifecycle/state';
import { VERSION_MACHINE } from '@checkride/domain/lifecycle/version-machine';

/** Folds one input; both machines are checked when the step is made (CHK_STATE_INVALID). Null when the input changes nothing. */
export function createFoldModelStep(compiler: ContractCompiler) {
  checkMachine(VERSION_MACHINE);
  checkMachine(RELEASE_MACHINE);
  return function foldModel(state: ControllerState | undefined, input: LifecycleInput): LifecycleTurn | null {
    const turn = foldLifecycle(state, input, compiler);
    return turn.state === state && turn.effects.length === 0 ? null : turn;
  };
}
