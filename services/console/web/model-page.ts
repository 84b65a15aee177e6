import type { ModelDetail, Timeline } from '@checkride/client/api/console-views';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { IncidentRecord } from '@checkride/domain/incidents/incident-record';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { TrustLedger } from '@checkride/domain/trust/trust-ledger';
import { get } from './api.js';
import { waitingCard } from './approve.js';
import { facts, h, section } from './dom.js';
import { moment, percent } from './format.js';
import { headlineBadge } from './headline.js';
import { incidentTable } from './incidents.js';
import { deadLetterTable, decisionTable, ledgerTable, type DeadLetter } from './model-lists.js';
import { notesCard } from './notes.js';
import type { Page } from './page.js';
import { timelineView } from './timeline-view.js';
import { trustView } from './trust.js';

const DAY = 86_400_000;
const STRETCHES = [
  ['all', null],
  ['30 days', 30],
  ['7 days', 7],
  ['1 day', 1],
] as const;

/** A model: where it stands, what waits for a person, its time line, and the lists behind it. */
export async function modelPage(model: string): Promise<Page> {
  const at = `/models/${encodeURIComponent(model)}`;
  const days = Number(new URLSearchParams(location.search).get('days')) || null;
  const detail = await get<ModelDetail>(at);
  const end = detail.newest?.window[1];
  const since = days !== null && end !== undefined ? `?from=${end - days * DAY}` : '';
  const [timeline, decisions, ledger, letters, trust, incidents] = await Promise.all([
    get<Timeline>(`${at}/timeline${since}`),
    get<Decision[]>(`${at}/decisions?limit=300`),
    get<LedgerEntry[]>(`${at}/ledger?limit=500`),
    get<DeadLetter[]>(`/dead-letters?model=${encodeURIComponent(model)}&limit=20`),
    get<TrustLedger>(`${at}/trust`),
    get<IncidentRecord[]>(`${at}/incidents`),
  ]);
  return {
    title: model,
    models: [model],
    content: h(
      'div',
      {},
      h('nav', { 'aria-label': 'Breadcrumb', class: 'small' }, h('a', { href: '/' }, 'Fleet')),
      h('h1', {}, model),
      nowCard(detail),
      waitingCard(model, detail.waiting),
      notesCard(detail.record.contract.notes ?? []),
      section(
        'timeline',
        'Time line',
        stretches(model, days),
        timelineView(timeline, detail.record.contract),
      ),
      incidents.length > 0 && section('incidents', 'Incidents', incidentTable(incidents)),
      section('decisions', 'Decisions', decisionTable(decisions)),
      section('ledger', 'Ledger', ledgerTable(ledger)),
      section('trust', 'Trust', trustView(trust)),
      letters.length > 0 && section('set-aside', 'Set aside', deadLetterTable(letters)),
    ),
  };
}

const nowCard = ({ record, route, newest }: ModelDetail): HTMLElement =>
  h(
    'section',
    { class: 'card', 'aria-label': 'Now', 'data-key': 'now' },
    h(
      'p',
      { class: 'row' },
      headlineBadge(newest?.headline ?? null),
      newest &&
        h('a', { href: `/decisions/${newest.decision_id}` }, `decided for ${moment(newest.window[1])} UTC`),
    ),
    newest
      ? h('p', { class: 'paragraph' }, newest.paragraph)
      : h('p', {}, 'No decision yet: the first comes with the first window that closes.'),
    facts([
      ['Traffic', trafficText(route)],
      ['Contract', contractText(record.contract_version, record.contract)],
      ['Carried out', automationText(record.contract)],
      ['Owner', record.contract.owner],
    ]),
  );

const trafficText = (route: RouteRecord | null): string =>
  route === null
    ? 'no version serves yet'
    : Object.entries(route.shares['*'] ?? {})
        .map(([version, share]) => `${version} ${percent(share)} (${route.roles[version] ?? 'no role'})`)
        .join(', ');

const contractText = (version: number, { task, source }: ModelContract): string =>
  `version ${version}: ${task}, ${source.clock === 'replay' ? 'history on a clock of its own' : 'live'}`;

/** Which actions happen by themselves. */
function automationText({ automation }: ModelContract): string {
  const kinds = Object.entries(automation);
  const [first] = kinds;
  const words = {
    auto: 'by itself',
    manual: 'after a person agreed',
    'dry-run': 'not at all, only written down',
  };
  if (kinds.every(([, how]) => how === first?.[1])) return `every action ${first ? words[first[1]] : ''}`;
  return kinds.map(([kind, how]) => `${kind} ${words[how]}`).join('; ');
}

const stretches = (model: string, days: number | null): HTMLElement =>
  h(
    'nav',
    { class: 'small stretches', 'aria-label': 'Stretch of time' },
    'Show ',
    STRETCHES.map(([name, length]) =>
      h(
        'a',
        {
          href: `/models/${encodeURIComponent(model)}${length === null ? '' : `?days=${length}`}`,
          'aria-current': length === days ? 'true' : undefined,
        },
        name,
      ),
    ),
  );
