import { transitionId } from '../ids.js';
import type { Headline } from '../judge/verdict.js';
import type { Turn } from './turn.js';

/** Tells people of something; `subject` makes its id, so that the same thing is told once. */
export function notify(
  turn: Turn,
  urgency: 'ticket' | 'page',
  headline: Headline,
  subject: string,
  text: string,
  incident: string | null = null,
): void {
  turn.effects.push({
    kind: 'notification',
    notification: {
      notification_id: transitionId(turn.state.model, `notify/${turn.cause.id}/${subject}`),
      model: turn.state.model,
      incident_id: incident,
      urgency,
      headline,
      text,
      at: turn.at ?? 0,
    },
  });
}
