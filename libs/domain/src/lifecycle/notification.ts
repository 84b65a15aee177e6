import type { Headline } from '../judge/verdict.js';

/** A message to people: one thread per incident, updated in place. */
export interface Notification {
  readonly notification_id: string;
  readonly model: string;
  readonly incident_id: string | null;
  readonly urgency: 'ticket' | 'page';
  readonly headline: Headline;
  readonly text: string;
  readonly at: number;
}
