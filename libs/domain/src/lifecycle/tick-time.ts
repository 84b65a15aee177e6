import type { ControllerState } from './state.js';

/** Milliseconds of a day of ticks. */
export const DAY_MS = 86_400_000;

/** Base window of the model in ms; a minute before any contract. */
export const baseOf = (state: ControllerState): number => state.record?.contract.windows.base_ms ?? 60_000;

/** The tick an input between two ticks falls under: the next one, whose `folded` is the first to cover it. */
export const tickAhead = (state: ControllerState): number | null =>
  state.tick === null ? null : state.tick + baseOf(state);

/** Milliseconds until what is decided under a tick is seen in windows: `source.lag` windows on the replay clock, else one. */
function lagOf(state: ControllerState): number {
  const source = state.record?.contract.source;
  return (source?.clock === 'replay' ? Math.max(1, source.lag) : 1) * baseOf(state);
}

/** First window (by start, ms) that shows what was decided under a tick, and whose report knows of it. */
export const seenFrom = (state: ControllerState, decidedAt: number | null): number =>
  decidedAt === null ? 0 : decidedAt + lagOf(state);
