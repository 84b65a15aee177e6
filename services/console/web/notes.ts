import type { Note } from '@checkride/domain/contract/contract';
import { h } from './dom.js';
import { day } from './format.js';

const ORDER: readonly Note['kind'][] = ['injected', 'estimated', 'real', 'note'];

/** What a reader must know of the model's data: what was put in on purpose stands first. */
export function notesCard(notes: readonly Note[]): HTMLElement | null {
  if (notes.length === 0) return null;
  const inOrder = [...notes].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return h(
    'aside',
    { class: 'card notes', 'aria-label': 'About these data', 'data-key': 'notes' },
    h(
      'ul',
      {},
      inOrder.map(({ kind, text, from, until }) =>
        h(
          'li',
          {},
          kind !== 'note' && h('span', { class: `tag ${kind}` }, kind),
          ` ${text}`,
          (from !== undefined || until !== undefined) &&
            h('span', { class: 'quiet small' }, ` Shaded in the charts: ${spanText(from, until)}.`),
        ),
      ),
    ),
  );
}

const spanText = (from?: string, until?: string): string =>
  [from && `from ${day(Date.parse(from))}`, until && `until ${day(Date.parse(until))}`]
    .filter(Boolean)
    .join(' ');
