import { h } from './dom.js';

const TOKEN = 'checkride-token';
const ACTOR = 'checkride-actor';

/** Who sends a command, and the role (approve) or the reason (else); `keep` remembers name and token for this tab. */
export interface Asking {
  readonly actor: string;
  readonly token: string;
  readonly detail: string;
  keep(): void;
}

/** Asks for name, token and what the answer needs; undefined when the person turns back. */
export function askWho(title: string, kind: 'approve' | 'reject' | 'override'): Promise<Asking | undefined> {
  const field = (
    id: string,
    label: string,
    more: Record<string, string | boolean>,
  ): [HTMLElement, HTMLInputElement] => {
    const input = h('input', { id, autocomplete: 'off', ...more });
    return [h('p', {}, h('label', { for: id }, label), input), input];
  };
  const [detailRow, detail] =
    kind === 'approve'
      ? field('detail', 'Role, if a gate asks for one', { maxlength: '100' })
      : field('detail', 'Reason', { required: true, maxlength: '1000' });
  const [actorRow, actor] = field('actor', 'Your name, for the ledger', { required: true, maxlength: '200' });
  const [tokenRow, token] = field('token', 'Token of this installation', {
    required: true,
    type: 'password',
  });
  actor.value = sessionStorage.getItem(ACTOR) ?? '';
  token.value = sessionStorage.getItem(TOKEN) ?? '';
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      { 'aria-labelledby': 'who-title' },
      h(
        'form',
        { method: 'dialog' },
        h('h2', { id: 'who-title' }, title),
        detailRow,
        actorRow,
        tokenRow,
        h(
          'p',
          { class: 'small quiet' },
          'The token is the content of the file "token" in the home of this installation.',
        ),
        h(
          'p',
          { class: 'row' },
          h('button', { value: 'go' }, 'Send'),
          h('button', { value: 'back', class: 'plain', formnovalidate: true }, 'Back'),
        ),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (dialog.returnValue !== 'go') return resolve(undefined);
      const who = { actor: actor.value.trim(), token: token.value.trim(), detail: detail.value.trim() };
      resolve({
        ...who,
        keep() {
          sessionStorage.setItem(ACTOR, who.actor);
          sessionStorage.setItem(TOKEN, who.token);
        },
      });
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
