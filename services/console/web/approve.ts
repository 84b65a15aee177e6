import type { CommandBody } from '@checkride/domain/commands';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { get, sendCommand } from './api.js';
import { h } from './dom.js';
import { moment, reasonText, words } from './format.js';
import { askWho } from './who-asks.js';

const ANSWERED_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 500;

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
      .then((who) => who && send(model, body(kind, entry.transition_id, who), who, told))
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

type Who = NonNullable<Awaited<ReturnType<typeof askWho>>>;

const body = (kind: 'approve' | 'reject', subject: string, who: Who): CommandBody =>
  kind === 'approve'
    ? { kind, subject, ...(who.detail ? { role: who.detail } : {}) }
    : { kind, subject, reason: who.detail };

async function send(model: string, command: CommandBody, who: Who, told: HTMLElement): Promise<void> {
  const id = await sendCommand(model, command, who);
  who.keep();
  told.textContent = 'Sent. Waiting for the controller.';
  const path = `/models/${encodeURIComponent(model)}/ledger?cause=${id}`;
  for (let waited = 0; waited < ANSWERED_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const [entry] = await get<LedgerEntry[]>(path);
    if (entry) {
      told.textContent = `${entry.answer}: ${reasonText(entry.reason)}`;
      document.dispatchEvent(new Event('checkride-answered'));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  told.textContent = `Sent as command ${id}; its answer will stand on the ledger.`;
}
