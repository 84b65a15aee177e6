import type { CommandBody } from '@checkride/domain/commands';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { h } from './dom.js';
import { moment, words } from './format.js';
import { sendAndTell } from './send-and-tell.js';
import { askWho, type Asking } from './who-asks.js';

/** What the contract leaves to a person and nobody has answered, with the two answers. */
export function waitingCard(model: string, waiting: readonly LedgerEntry[]): HTMLElement | null {
  if (waiting.length === 0) return null;
  return h(
    'section',
    { class: 'card waiting', 'aria-label': 'Waits for a person', 'data-key': 'waiting' },
    h('h2', {}, 'Waits for a person'),
    waiting.map((entry) => waitingItem(model, entry)),
  );
}

function waitingItem(model: string, entry: LedgerEntry): HTMLElement {
  const told = h('p', { role: 'status', class: 'small', 'data-keep': true });
  const what = `${entry.action}${entry.version ? ` of ${entry.version}` : ''}`;
  const answer = (kind: 'approve' | 'reject') => (): void => {
    askWho(`${kind === 'approve' ? 'Approve' : 'Reject'}: ${what}`, kind)
      .then((who) => who && sendAndTell(model, body(kind, entry.transition_id, who), who, told))
      .catch((error: unknown) => (told.textContent = error instanceof Error ? error.message : String(error)));
  };
  return h(
    'div',
    { 'data-key': entry.transition_id },
    h(
      'p',
      {},
      h('strong', {}, what),
      ` ${words(entry.reason)}${entry.at === null ? '' : `, since ${moment(entry.at)} UTC`}.`,
    ),
    h(
      'p',
      { class: 'row' },
      h('button', { type: 'button', onclick: answer('approve') }, 'Approve'),
      h('button', { type: 'button', class: 'plain', onclick: answer('reject') }, 'Reject'),
    ),
    told,
  );
}

const body = (kind: 'approve' | 'reject', subject: string, who: Asking): CommandBody =>
  kind === 'approve'
    ? { kind, subject, ...(who.detail ? { role: who.detail } : {}) }
    : { kind, subject, reason: who.detail };
