import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { h } from './dom.js';
import { sendAndTell } from './send-and-tell.js';
import { askWho } from './who-asks.js';

const TAKEN_BACK = new Set(['rollback', 'fallback', 'drain', 'quarantine', 'retrain', 'hold', 'step']);

/** The button by which a person takes back what a decision did; nothing where nothing was done. */
export function overrideCard(decision: Decision, answers: readonly LedgerEntry[]): HTMLElement | null {
  const done = answers.some(({ action, answer }) => answer === 'applied' && TAKEN_BACK.has(action));
  if (!done) return null;
  const told = h('p', { role: 'status', class: 'small', 'data-keep': true });
  const ask = (): void => {
    askWho('Override this decision', 'override')
      .then(
        (who) =>
          who &&
          sendAndTell(
            decision.model,
            { kind: 'override', decision: decision.decision_id, reason: who.detail },
            who,
            told,
          ),
      )
      .catch((error: unknown) => (told.textContent = error instanceof Error ? error.message : String(error)));
  };
  return h(
    'section',
    { class: 'card', 'aria-label': 'Override', 'data-key': 'override' },
    h(
      'p',
      { class: 'row' },
      h('button', { type: 'button', class: 'plain', onclick: ask }, 'Override'),
      h(
        'span',
        { class: 'small quiet' },
        'Takes back what this decision did, with your reason on the ledger.',
      ),
    ),
    told,
  );
}
