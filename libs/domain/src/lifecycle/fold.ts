import type { ContractCompiler } from './contract-compiler.js';
import type { Effect } from './effect.js';
import type { LifecycleInput } from './input.js';
import { modelOf } from './input.js';
import { emptyState, type ControllerState } from './state.js';

/** A model's state after one input, and what the input made true. */
export interface LifecycleTurn {
  readonly state: ControllerState;
  readonly effects: readonly Effect[];
}

/** The lifecycle of one model as a fold over its decisions, ticks, commands and job events; state is never mutated. */
export function foldLifecycle(
  state: ControllerState | undefined,
  input: LifecycleInput,
  _compiler: ContractCompiler,
): LifecycleTurn {
  return { state: state ?? emptyState(modelOf(input)), effects: [] };
}
