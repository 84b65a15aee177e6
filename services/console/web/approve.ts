import type { Decision } from '@checkride/domain/judge/decision';
import { command } from './api.js';
import { h } from './dom.js';

const TOKEN = 'checkride-token';

/** Approve and reject, where the contract leaves the action to a person. */
export function approveButtons(decision: Decision): HTMLElement | null {
  const automated = {
    ROLLBACK: 'rollback',
    RETRAIN: 'retrain',
    PROMOTE: 'promote',
    FIX_DATA: 'quarantine',
    PAUSE: null,
    HOLD: null,
  } as const;
  const kind = automated[decision.headline];
  if (kind === null || decision.automation[kind] !== 'manual') return null;
  const answer = h('p', { role: 'status', class: 'small' });
  const send = (body: object): void => {
    withToken((token) => command(decision.model, body, token))
      .then(
        (id) =>
          (answer.textContent =
            id === undefined ? '' : `Sent as command ${id}; its answer stands on the ledger.`),
      )
      .catch(
        (error: unknown) => (answer.textContent = error instanceof Error ? error.message : String(error)),
      );
  };
  return h(
    'div',
    {},
    h('p', { class: 'quiet' }, `The contract asks a person before a ${decision.headline.toLowerCase()}.`),
    h(
      'div',
      { class: 'row' },
      h('button', { onclick: () => send({ kind: 'approve', subject: decision.decision_id }) }, 'Approve'),
      h(
        'button',
        {
          class: 'plain',
          onclick: () =>
            send({ kind: 'reject', subject: decision.decision_id, reason: 'rejected in the console' }),
        },
        'Reject',
      ),
    ),
    answer,
  );
}

async function withToken(use: (token: string) => Promise<string>): Promise<string | undefined> {
  const token = sessionStorage.getItem(TOKEN) ?? (await askToken());
  if (!token) return undefined;
  try {
    const result = await use(token);
    sessionStorage.setItem(TOKEN, token);
    return result;
  } catch (error) {
    sessionStorage.removeItem(TOKEN);
    throw error;
  }
}

function askToken(): Promise<string> {
  return new Promise((resolve) => {
    const input = h('input', { id: 'token', type: 'password', autocomplete: 'off', required: true });
    const dialog = h(
      'dialog',
      { 'aria-labelledby': 'token-title', onclose: () => (dialog.remove(), resolve(input.value.trim())) },
      h(
        'form',
        { method: 'dialog' },
        h('h2', { id: 'token-title' }, 'Who is asking?'),
        h(
          'p',
          { class: 'small' },
          'Commands need the token of this installation: the content of the file "token" in its home.',
        ),
        h('label', { for: 'token' }, 'Token'),
        input,
        h('p', { class: 'row' }, h('button', {}, 'Go on')),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
