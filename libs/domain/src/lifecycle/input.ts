import type { Command } from '../commands.js';
import type { Decision, Tick } from '../judge/decision.js';
import type { JobEvent } from '../jobs.js';

/** One record of the controller's input topics. */
export type LifecycleInput =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'tick'; readonly tick: Tick }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'job-event'; readonly event: JobEvent };

/** The model an input is about. */
export function modelOf(input: LifecycleInput): string {
  switch (input.kind) {
    case 'decision':
      return input.decision.model;
    case 'tick':
      return input.tick.model;
    case 'command':
      return input.command.model;
    case 'job-event':
      return input.event.model;
  }
}
