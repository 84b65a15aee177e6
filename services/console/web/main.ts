import { ApiError, follow } from './api.js';
import { decisionPage } from './decision-page.js';
import { h } from './dom.js';
import { fleetPage } from './fleet-page.js';
import { headlineText } from './headline.js';
import { moment } from './format.js';
import { modelPage } from './model-page.js';
import { morph } from './morph.js';
import type { Page } from './page.js';

const AT_MOST_EVERY_MS = 2_000;

const main = document.getElementById('page') as HTMLElement;
const trouble = document.getElementById('trouble') as HTMLElement;
const [kind, subject = ''] = location.pathname.slice(1).split('/').map(decodeURIComponent);
const draw = {
  '': fleetPage,
  models: () => modelPage(subject),
  decisions: () => decisionPage(subject),
}[kind ?? ''];

let shown: Page | undefined;
let wanted = false;
let drawing = false;
let drawnAt = -AT_MOST_EVERY_MS;

async function show(): Promise<void> {
  try {
    if (!draw) throw new ApiError(404, 'There is no such page.', null);
    const page = await draw();
    const content = shown ? main.firstElementChild : null;
    if (content) morph(content, page.content);
    else main.replaceChildren(page.content);
    if (!shown && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    shown = page;
    document.title = `${page.title} · Checkride`;
    trouble.hidden = true;
  } catch (error) {
    fail(error instanceof ApiError ? error : new ApiError(0, String(error), null));
  } finally {
    drawnAt = performance.now();
  }
}

/** What was shown stays while the trouble may pass; a page that is not there says so instead. */
function fail({ status, message, remedy }: ApiError): void {
  const passing = status === 0 || status >= 500;
  if (passing) {
    trouble.textContent = [message, remedy, 'Trying again.'].filter(Boolean).join(' ');
    trouble.hidden = false;
    if (!shown && !main.querySelector('h1')) main.replaceChildren(h('h1', {}, 'Nothing can be shown yet'));
    redraw();
    return;
  }
  document.title = 'Not found · Checkride';
  main.replaceChildren(
    h('h1', {}, status === 404 ? 'Not found' : 'This page cannot be shown'),
    h('p', { role: 'alert' }, `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, '')}.`),
    h('p', {}, h('a', { href: '/' }, 'To the fleet')),
  );
}

/** Draws again, not more often than the eye can follow and not while nobody looks. */
function redraw(delayMs = Math.max(0, drawnAt + AT_MOST_EVERY_MS - performance.now())): void {
  wanted = true;
  if (drawing || document.hidden) return;
  drawing = true;
  window.setTimeout(() => {
    wanted = false;
    void show().finally(() => {
      drawing = false;
      if (wanted) redraw();
    });
  }, delayMs);
}

const headlines = new Map<string, string>();

redraw(0);
document.addEventListener('visibilitychange', () => wanted && redraw(0));
document.addEventListener('checkride-answered', () => redraw(0));
follow({
  connected(now) {
    const live = document.getElementById('live');
    if (live) live.textContent = now ? 'live' : 'not connected';
    live?.classList.toggle('on', now);
  },
  changed({ model, headline, window }) {
    const clock = document.getElementById('clock');
    if (clock && window > 0) clock.textContent = `${model} judged up to ${moment(window)} UTC`;
    const before = headlines.get(model);
    headlines.set(model, headline);
    if (before !== undefined && before !== headline) {
      const news = document.getElementById('news');
      if (news) news.textContent = `${model}: ${headlineText(headline)}`;
    }
    if (shown && (shown.models === null || shown.models.includes(model))) redraw();
  },
});
