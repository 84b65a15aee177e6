import type { FleetModel } from '@checkride/client/api/console-views';
import { get } from './api.js';
import { facts, h } from './dom.js';
import { count, moment, percent, words } from './format.js';
import { headlineBadge } from './headline.js';
import type { Page } from './page.js';

const URGENCY = ['ROLLBACK', 'PAUSE', 'FIX_DATA', 'RETRAIN', 'PROMOTE', 'HOLD'];
const rank = ({ headline }: FleetModel): number =>
  headline === null ? URGENCY.length : URGENCY.indexOf(headline);

/** Every model with its headline, what needs somebody first. */
export async function fleetPage(): Promise<Page> {
  const fleet = await get<FleetModel[]>('/models');
  const inOrder = fleet.sort((a, b) => rank(a) - rank(b) || a.model.localeCompare(b.model));
  return {
    title: 'Fleet',
    models: null,
    content: h(
      'div',
      {},
      h('h1', {}, 'Fleet'),
      fleet.length === 0 ? empty() : h('p', { class: 'quiet' }, summary(fleet)),
      fleet.length > 0 && h('ul', { class: 'fleet' }, inOrder.map(card)),
    ),
  };
}

const empty = (): HTMLElement =>
  h(
    'div',
    { class: 'card' },
    h('p', {}, 'No model yet. Apply a contract, and its first events will show up here:'),
    h('pre', { tabindex: 0 }, 'npx checkride apply model.yml'),
  );

function summary(fleet: readonly FleetModel[]): string {
  const busy = fleet.filter(({ headline }) => headline !== null && headline !== 'HOLD').length;
  const models = fleet.length === 1 ? 'One model' : `${fleet.length} models`;
  return busy === 0 ? `${models}; nothing asks for an action.` : `${models}; ${busy} under an action.`;
}

const card = (model: FleetModel): HTMLElement =>
  h(
    'li',
    { class: 'card', 'data-key': model.model },
    h('h2', {}, h('a', { href: `/models/${encodeURIComponent(model.model)}` }, model.model)),
    h(
      'p',
      { class: 'row' },
      headlineBadge(model.headline),
      model.decision_id === null
        ? null
        : h('a', { href: `/decisions/${model.decision_id}` }, words(model.reason)),
    ),
    facts([
      ['Serving', model.version === null ? 'no version yet' : model.version],
      ['Release', model.release === null ? null : `${model.release} at ${percent(model.share)}`],
      ['Decided for', model.decided_at === null ? null : `${moment(model.decided_at)} UTC`],
      ['Judged up to', model.window === null ? 'not yet' : `${moment(model.window)} UTC`],
      ['Predictions, last day', count(model.predictions_24h)],
      ['Owner', model.owner],
    ]),
  );
