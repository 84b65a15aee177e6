import type { Command } from '../commands.js';
import type { Decision, Tick } from '../judge/decision.js';
import type { JobEvent } from '../jobs.js';

/** One record of the controller's input topics. */
export type LifecycleInput =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'tick'; readonly tick: Tick }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'job-event'; readonly event: JobEvent }
  | {
      /** A record of the commands or job events that could not be read; `id` is the digest of its bytes. */
      readonly kind: 'malformed';
      readonly model: string;
      readonly id: string;
      readonly detail: string;
    };

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
    case 'malformed':
      return input.model;
  }
}

/** The id of an input, by which its transitions are named and by which one sent twice is known. */
export function inputId(input: LifecycleInput): string {
  switch (input.kind) {
    case 'decision':
      return input.decision.decision_id;
    case 'tick':
      return `tick/${input.tick.window[0]}`;
    case 'command':
      return input.command.command_id;
    case 'job-event':
      return `${input.event.job_id}/${input.event.status}`;
    case 'malformed':
      return input.id;
  }
}
