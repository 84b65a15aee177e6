import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { h, table, type TableRow } from './dom.js';
import { count, day, moment, percent, reasonText, scopeText, words } from './format.js';
import { headlineBadge } from './headline.js';

const SHOWN_AT_ONCE = 12;

/** A message that was set aside, as `/api/dead-letters` tells it. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
  readonly detail: string;
  readonly appended_at: number;
}

/** Decisions, newest first; the daily repetitions of an unchanged verdict stand with the decision they repeat. */
export function decisionTable(decisions: readonly Decision[]): HTMLElement {
  if (decisions.length === 0) return h('p', { class: 'quiet' }, 'No decision yet.');
  const rows: TableRow[] = [];
  let repetitions: Decision[] = [];
  for (const decision of decisions) {
    if (decision.heartbeat) {
      repetitions.push(decision);
      continue;
    }
    rows.push(decisionRow(decision, repetitions));
    repetitions = [];
  }
  const headings = ['Window (UTC)', 'Headline', 'Rule', 'Where', 'Reason'];
  return inTwo(rows, (caption, some) => table(`Decisions, ${caption}`, headings, some));
}

const decisionRow = (decision: Decision, repetitions: readonly Decision[]): TableRow => ({
  key: `d-${decision.decision_id}`,
  cells: [
    h('a', { href: `/decisions/${decision.decision_id}` }, moment(decision.window[1])),
    headlineBadge(decision.headline),
    decision.rule,
    scopeText(decision.scope),
    h(
      'span',
      {},
      words(decision.reason),
      repetitions[0] !== undefined &&
        h(
          'span',
          { class: 'quiet' },
          '; unchanged until ',
          h('a', { href: `/decisions/${repetitions[0].decision_id}` }, day(repetitions[0].window[1])),
        ),
    ),
  ],
});

/** What was asked of the controller and what became of it, newest first; messages to people are folded away. */
export function ledgerTable(ledger: readonly LedgerEntry[]): HTMLElement {
  const entries = ledger.filter(({ action }) => action !== 'notify');
  if (entries.length === 0) return h('p', { class: 'quiet' }, 'Nothing was asked of the controller yet.');
  const messages = ledger.length - entries.length;
  return h(
    'div',
    {},
    inTwo(entries, (caption, some) => entriesTable(`Ledger, ${caption}`, some)),
    messages > 0 &&
      h(
        'details',
        { class: 'small' },
        h('summary', {}, `${count(messages)} messages to people`),
        entriesTable(
          'Messages to people, newest first',
          ledger.filter(({ action }) => action === 'notify'),
        ),
      ),
  );
}

/** Entries of the ledger as they stand. */
export const entriesTable = (caption: string, entries: readonly LedgerEntry[]): HTMLElement =>
  table(
    caption,
    ['Tick (UTC)', 'Action', 'Answer', 'Version', '#Share', 'By', 'Why'],
    entries.map((entry) => ({
      key: entry.transition_id,
      cells: [
        entry.at === null ? 'before any' : moment(entry.at),
        entry.action,
        h('span', { class: `answer ${entry.answer}` }, entry.answer),
        entry.version ?? '–',
        percent(entry.share),
        entry.automatic ? `${entry.cause.actor}, by itself` : entry.cause.actor,
        reasonText(entry.reason),
      ],
    })),
  );

/** The newest at once, the older ones folded away. */
function inTwo<T>(
  all: readonly T[],
  draw: (caption: string, some: readonly T[]) => HTMLElement,
): HTMLElement {
  const older = all.slice(SHOWN_AT_ONCE);
  return h(
    'div',
    {},
    draw('newest first', all.slice(0, SHOWN_AT_ONCE)),
    older.length > 0 &&
      h(
        'details',
        { class: 'small' },
        h('summary', {}, `${count(older.length)} older`),
        draw('older', older),
      ),
  );
}

/** Messages that could not be taken in, and why. */
export const deadLetterTable = (letters: readonly DeadLetter[]): HTMLElement =>
  table(
    'Messages set aside, newest first',
    ['Arrived (UTC)', 'Topic', '#Partition', '#Offset', 'Reason', 'Detail'],
    letters.map((letter) => ({
      key: `${letter.topic}-${letter.partition}-${letter.offset}`,
      cells: [
        moment(letter.appended_at),
        letter.topic,
        letter.partition,
        letter.offset,
        words(letter.reason),
        letter.detail,
      ],
    })),
  );
