import type { ContractCompiler } from './contract-compiler.js';
import type { Effect } from './effect.js';
import { inputId, modelOf, type LifecycleInput } from './input.js';
import { onCommand } from './on-command/on-command.js';
import { onDecision } from './on-decision.js';
import { onJobEvent } from './on-job-event.js';
import { onTick } from './on-tick.js';
import { emptyState, type ControllerState } from './state.js';
import { tickAhead } from './tick-time.js';
import { answer, openTurn, patch, type Turn } from './turn.js';

/** Ids of decisions and commands remembered per model: one sent again within so many others is not answered twice. */
const ANSWERED_KEPT = 256;

/** A model's state after one input, and what the input made true. */
export interface LifecycleTurn {
  readonly state: ControllerState;
  readonly effects: readonly Effect[];
}

/**
 * The lifecycle of one model as a fold over its decisions, ticks, commands and job events. Pure: state is replaced, never
 * mutated, and time comes from ticks alone. An input seen before changes nothing and has no effects.
 */
export function foldLifecycle(
  before: ControllerState | undefined,
  input: LifecycleInput,
  compiler: ContractCompiler,
): LifecycleTurn {
  const state = before ?? emptyState(modelOf(input));
  const id = inputId(input);
  if (seenBefore(state, input, id)) return { state, effects: [] };
  const turn = turnOf(state, input, id);
  if (input.kind !== 'tick' && input.kind !== 'job-event')
    patch(turn, { answered: [...state.answered, id].slice(-ANSWERED_KEPT) });
  dispatch(turn, input, compiler);
  return { state: turn.state, effects: turn.effects };
}

/** Ticks by their order, job events by the order outstanding, the rest by their ids. */
const seenBefore = (state: ControllerState, input: LifecycleInput, id: string): boolean =>
  input.kind === 'tick'
    ? state.tick !== null && input.tick.window[0] <= state.tick
    : state.answered.includes(id);

function turnOf(state: ControllerState, input: LifecycleInput, id: string): Turn {
  switch (input.kind) {
    case 'decision':
      return openTurn(state, input.decision.window[0], { kind: 'decision', id, actor: 'judge' });
    case 'tick':
      return openTurn(state, input.tick.window[0], { kind: 'tick', id, actor: 'clock' });
    case 'command':
      return openTurn(state, tickAhead(state), { kind: 'command', id, actor: input.command.actor });
    case 'job-event':
      return openTurn(state, tickAhead(state), { kind: 'job-event', id, actor: 'runner' });
    case 'malformed':
      return openTurn(state, tickAhead(state), { kind: 'command', id, actor: 'unknown' });
  }
}

function dispatch(turn: Turn, input: LifecycleInput, compiler: ContractCompiler): void {
  switch (input.kind) {
    case 'decision':
      return onDecision(turn, input.decision);
    case 'tick':
      return onTick(turn, input.tick, compiler);
    case 'command': {
      const { command } = input;
      const early = command.at !== null && (turn.state.tick === null || command.at > turn.state.tick);
      if (early) patch(turn, { held_commands: [...turn.state.held_commands, command] });
      else onCommand(turn, command, compiler);
      return;
    }
    case 'job-event':
      return onJobEvent(turn, input.event);
    case 'malformed':
      answer(turn, 'notify', 'refused', `malformed: ${input.detail}`);
  }
}
