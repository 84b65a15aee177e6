import { onChange } from './api.js';
import { decisionPage } from './decision-page.js';
import { h } from './dom.js';
import { fleetPage } from './fleet-page.js';
import { moment } from './format.js';
import { modelPage } from './model-page.js';

const [kind, subject = ''] = location.pathname.slice(1).split('/').map(decodeURIComponent);
const pageOf = (): Promise<HTMLElement> =>
  kind === 'models' ? modelPage(subject) : kind === 'decisions' ? decisionPage(subject) : fleetPage();

async function draw(): Promise<void> {
  const main = document.getElementById('page');
  try {
    const page = await pageOf();
    const open = [...document.querySelectorAll('details')].map((details) => details.open);
    main?.replaceChildren(page);
    document.querySelectorAll('details').forEach((details, index) => (details.open = open[index] ?? false));
  } catch (error) {
    main?.replaceChildren(
      h('h1', {}, 'This page cannot be shown'),
      h('p', { role: 'alert' }, error instanceof Error ? error.message : String(error)),
      h('p', {}, h('a', { href: '/' }, 'To the fleet')),
    );
  }
}

let drawing = Promise.resolve();
let again = false;

/** Draws at most once at a time: changes while drawing ask for one more. */
function redraw(): void {
  if (again) return;
  again = true;
  drawing = drawing.then(() => {
    again = false;
    return draw();
  });
}

const headlines = new Map<string, string>();
onChange(({ model, headline, window }) => {
  const clock = document.getElementById('clock');
  if (clock) clock.textContent = `${model} judged up to ${moment(window)} UTC`;
  const news = document.getElementById('news');
  if (news && headlines.has(model) && headlines.get(model) !== headline)
    news.textContent = `${model}: ${headline}`;
  headlines.set(model, headline);
  if (kind !== 'decisions' && (kind !== 'models' || subject === model)) redraw();
});
redraw();
