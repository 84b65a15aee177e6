import type { DecisionMark, LedgerMark, ShareSpan } from '@checkride/client/api/console-views';
import { h } from './dom.js';
import { moment, percent, scopeText, words } from './format.js';
import { headlineText } from './headline.js';
import { laneRows } from './lane-rows.js';
import { adopts } from './morph.js';
import type { Band } from './time-axis.js';

const ROW_HEIGHT = 24;
const DOT = 12;
const WIDTH_OF_LETTER = 7.4;

interface Mark {
  readonly at: number;
  readonly key: string;
  readonly href: string;
  readonly label: string;
  readonly kind: string;
  readonly title: string;
}

/** Decisions on the time axis: holds as dots, what asks for an action by name; each leads to its page. */
export const decisionLane = (range: Band, decisions: readonly DecisionMark[]): HTMLElement =>
  markLane(
    'Decisions',
    range,
    decisions.map(({ at, decision_id, headline, rule, scope, reason }) => ({
      at,
      key: decision_id,
      href: `/decisions/${decision_id}`,
      label: headline === 'HOLD' ? '' : headlineText(headline),
      kind: headline,
      title: `${headlineText(headline)} ${rule} ${scopeText(scope)}, ${moment(at)} UTC: ${words(reason)}`,
    })),
  );

const WORK = new Set([
  'retrain',
  'stage',
  'reject',
  'quarantine',
  'fallback',
  'drain',
  'complete',
  'contract',
]);

/** What the controller did beside moving traffic; each leads to its entry of the ledger. */
export const workLane = (range: Band, ledger: readonly LedgerMark[]): HTMLElement =>
  markLane(
    'Versions',
    range,
    ledger
      .filter(({ action }) => WORK.has(action))
      .map(({ at, transition_id, action, version, reason }) => ({
        at,
        key: transition_id,
        href: `#${transition_id}`,
        label: `${action} ${version ?? ''}`.trim(),
        kind: 'work',
        title: `${action} ${version ?? ''}, ${moment(at)} UTC: ${words(reason)}`,
      })),
  );

function markLane(name: string, range: Band, first: readonly Mark[]): HTMLElement {
  const track = h('ul', { class: 'track marks', 'aria-label': name });
  const element = lane(name, track, `lane-${name}`);
  let marks = first;
  let width = 0;
  const draw = (): void => {
    const items = marks.map((mark) => ({
      at: ((mark.at - range.from) / (range.until - range.from)) * width,
      width: mark.label === '' ? DOT : mark.label.length * WIDTH_OF_LETTER + 18,
    }));
    const places = laneRows(items, width);
    const rows = Math.max(0, ...places.map(({ row }) => row)) + 1;
    track.style.height = `${rows * ROW_HEIGHT}px`;
    const focused = document.activeElement?.getAttribute('href');
    track.replaceChildren(...marks.map((mark, index) => markItem(mark, places[index]!)));
    if (focused && track.parentElement?.contains(document.activeElement) === false)
      track.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
  lanes.set(element, { range, marks: first });
  adopts(element, (next) => {
    const drawn = lanes.get(next);
    if (!drawn || JSON.stringify([drawn.range, drawn.marks]) === JSON.stringify([range, marks])) return;
    range = drawn.range;
    marks = drawn.marks;
    draw();
  });
  new ResizeObserver(() => {
    if (track.clientWidth === width || track.clientWidth === 0) return;
    width = track.clientWidth;
    draw();
  }).observe(track);
  return element;
}

const lanes = new WeakMap<Element, { readonly range: Band; readonly marks: readonly Mark[] }>();

function markItem(mark: Mark, { left, row }: { left: number; row: number }): HTMLElement {
  const item = h(
    'li',
    {},
    h(
      'a',
      {
        href: mark.href,
        class: `mark ${mark.label === '' ? 'dot' : ''} ${mark.kind}`,
        title: mark.title,
        'aria-label': mark.title,
      },
      mark.label,
    ),
  );
  item.style.left = `${left}px`;
  item.style.top = `${row * ROW_HEIGHT}px`;
  return item;
}

/** Which version had how much of the traffic. */
export function trafficLane(
  range: Band,
  shares: readonly ShareSpan[],
  colour: (version: string) => string,
): HTMLElement {
  const versions = [...new Set(shares.map(({ version }) => version))];
  const place = (at: number): number => ((at - range.from) / (range.until - range.from)) * 100;
  const rows = versions.map((version) =>
    h(
      'li',
      { class: 'track shares' },
      shares
        .filter((span) => span.version === version)
        .map(({ from, until, share, role }) => {
          const [left, right] = [place(from), Math.min(100, place(until ?? range.until))];
          const bar = h(
            'span',
            {
              class: `bar ${share < 0.5 ? 'pale' : ''}`,
              title: `${version} (${role}) ${percent(share)} from ${moment(from)} UTC`,
            },
            h('span', {}, `${version} ${percent(share)}`),
          );
          bar.style.left = `${left}%`;
          bar.style.width = `${right - left}%`;
          bar.style.setProperty('--colour', colour(version));
          return bar;
        }),
    ),
  );
  return lane('Traffic', h('ul', { class: 'rows', 'aria-label': 'Traffic' }, rows), 'lane-Traffic');
}

const lane = (name: string, content: HTMLElement, key: string): HTMLElement =>
  h(
    'div',
    { class: 'lane', 'data-key': key },
    h('p', { class: 'small quiet', 'aria-hidden': 'true' }, name),
    content,
  );
