import { get } from './api.js';
import { facts, h } from './dom.js';
import { moment, percent, words } from './format.js';

interface FleetModel {
  readonly model: string;
  readonly owner: string | null;
  readonly headline: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly window: number | null;
  readonly version: string | null;
  readonly release: string | null;
  readonly share: number | null;
  readonly predictions_24h: number;
}

const URGENCY = ['ROLLBACK', 'PAUSE', 'FIX_DATA', 'RETRAIN', 'PROMOTE', 'HOLD'];
const rank = ({ headline }: FleetModel): number =>
  headline === null ? URGENCY.length : URGENCY.indexOf(headline);

/** Every model with its headline, what needs somebody first. */
export async function fleetPage(): Promise<HTMLElement> {
  const fleet = await get<FleetModel[]>('/models');
  document.title = 'Fleet · Checkride';
  return h(
    'div',
    {},
    h('h1', {}, 'Fleet'),
    fleet.length === 0
      ? h('p', {}, 'No model yet. Apply a contract: ', h('code', {}, 'npx checkride apply model.yml'))
      : h(
          'ul',
          { class: 'fleet' },
          fleet.sort((a, b) => rank(a) - rank(b) || a.model.localeCompare(b.model)).map(card),
        ),
  );
}

const card = (model: FleetModel): HTMLElement =>
  h(
    'li',
    { class: 'card' },
    h('h2', {}, h('a', { href: `/models/${encodeURIComponent(model.model)}` }, model.model)),
    h('p', { class: 'row' }, headlineBadge(model.headline), h('span', {}, words(model.reason))),
    facts([
      ['Serving', model.version === null ? 'no version yet' : `version ${model.version}`],
      ['Release', model.release === null ? null : `${model.release} at ${percent(model.share)}`],
      ['Judged up to', moment(model.window)],
      ['Predictions, last day', model.predictions_24h.toLocaleString('en-US')],
      ['Owner', model.owner],
    ]),
  );

/** A headline as a coloured word; the colour is never the only sign. */
export const headlineBadge = (headline: string | null): HTMLElement =>
  h(
    'span',
    { class: `headline ${headline ?? ''}` },
    headline === null ? 'not judged yet' : headline.replace('_', ' '),
  );
