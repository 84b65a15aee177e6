import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decision } from '@checkride/domain/judge/decision';
import { consolePages, type ConsolePages } from '../support/console-pages.js';
import { checkride, STORY_UNTIL, toldStory, type ToldStory } from '../support/told-story.js';

jest.setTimeout(30_000);

let story: ToldStory;
let pages: ConsolePages;
let rollback: Decision;

const why = (subject: string): Decision => JSON.parse(checkride(story, 'why', subject, '--json')) as Decision;

beforeAll(async () => {
  story = await toldStory();
  pages = await consolePages(story.consoleUrl);
  const decisions = checkride(story, 'decisions', 'flights', '--json', '--limit', '1000');
  const found = (JSON.parse(decisions) as Decision[]).find(({ headline }) => headline === 'ROLLBACK');
  if (!found) throw new Error('the story has no rollback');
  rollback = why(found.decision_id);
}, 300_000);

afterAll(() => pages?.close());

const texts = (selector: string): Promise<string[]> => pages.page.locator(selector).allInnerTexts();
const text = (selector: string): Promise<string> => pages.page.locator(selector).first().innerText();

describe('the fleet', () => {
  test('shows each model with the headline, the reason and the decision that `why` tells', async () => {
    const page = await pages.open('/');
    const newest = why('flights');
    const card = page.locator('li.card').filter({ has: page.getByRole('link', { name: 'flights' }) });
    expect(await card.locator('.headline').innerText()).toBe(newest.headline.replace('_', ' '));
    const reason = card.getByRole('link', { name: newest.reason.replaceAll('_', ' ') });
    expect(await reason.getAttribute('href')).toBe(`/decisions/${newest.decision_id}`);
    expect(await card.innerText()).toContain('v1');
    expect(pages.troubles).toEqual([]);
  });
});

describe('a model', () => {
  beforeEach(async () => void (await pages.open('/models/flights')));

  test('stands under the newest decision, word for word', async () => {
    expect(await text('.paragraph')).toBe(why('flights').paragraph);
    expect(await pages.page.title()).toBe('flights · Checkride');
    expect(pages.troubles).toEqual([]);
  });

  test('says what is real, what is estimated and what is injected, and nothing that is not', async () => {
    const { real, estimated, injections } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../examples/flights/story.json'), 'utf8'),
    ) as {
      real: string[];
      estimated: string[];
      injections: { active: boolean; what: string; from?: string }[];
    };
    const notes = (await texts('.notes li')).join('\n');
    const [played, left] = [true, false].map((wanted) =>
      injections
        .filter(({ active, from = '' }) => (active && from < STORY_UNTIL) === wanted)
        .map(({ what }) => what),
    );
    for (const sentence of [...real, ...estimated, ...played!]) expect(notes).toContain(sentence);
    for (const sentence of left!) expect(notes).not.toContain(sentence);
  });

  test('has its rollback on the time axis and the traffic as it was routed', async () => {
    const mark = pages.page.locator('.mark.ROLLBACK').first();
    await mark.waitFor();
    expect(await mark.getAttribute('href')).toBe(`/decisions/${rollback.decision_id}`);
    const bars = (await texts('.bar')).map((bar) => bar.trim());
    expect(bars).toEqual(expect.arrayContaining(['v1 100 %', 'v1 90 %', 'v2 10 %']));
  });

  test('tells the figures of a chart as a table too: predictions add up to what is stored', async () => {
    const chart = pages.page.locator('[data-key="chart-Predictions"]');
    await chart.locator('summary').click();
    const cells = await chart.locator('td.number').allInnerTexts();
    const shown = cells.reduce((sum, cell) => sum + (Number(cell.replaceAll(',', '')) || 0), 0);
    const answer = await fetch(story.clickhouseUrl, { method: 'POST', body: 'SELECT count() FROM flights' });
    expect(shown).toBe(Number(await answer.text()));
  });
});

describe('a decision', () => {
  beforeEach(async () => void (await pages.open(`/decisions/${rollback.decision_id}`)));

  test('says what `why --json` says: headline, paragraph and why nothing else was done', async () => {
    expect(await text('h1 .headline')).toBe('ROLLBACK');
    expect(await text('#paragraph')).toBe(rollback.paragraph);
    const reasons = await pages.page
      .locator('#why-not [data-action]')
      .evaluateAll((items) => items.map((item) => [item.getAttribute('data-action'), item.textContent]));
    expect(reasons).toEqual(rollback.why_not.map(({ action, because }) => [action, because]));
    expect(pages.troubles).toEqual([]);
  });

  test('shows every figure of the evidence against its threshold, with all its digits behind it', async () => {
    const rows = await pages.page
      .locator('#evidence tbody tr')
      .evaluateAll((items) =>
        items.map((row) => [...row.querySelectorAll('data')].map((figure) => Number(figure.value))),
      );
    const known = (figures: (number | null)[]): (number | null)[] => figures.filter((n) => n !== null);
    expect(rows).toEqual(rollback.evidence.map(({ value, threshold }) => known([value, threshold])));
    const [first] = rollback.evidence;
    const shown = await texts('#evidence tbody tr:first-child data');
    expect(shown.map(Number)).toEqual([first?.value, first?.threshold].map((n) => Number(n?.toPrecision(4))));
  });

  test('tells what the controller made of it', async () => {
    const answers = await text('#answers tbody');
    for (const word of ['rollback', 'applied', 'v2']) expect(answers).toContain(word);
  });

  test('names all four axes of the verdict', async () => {
    const axes = await texts('#verdict tbody tr td:first-child');
    expect([...new Set(axes)]).toEqual(['traffic', 'data', 'model', 'people']);
  });
});

describe('every page', () => {
  const paths = (): string[] => ['/', '/models/flights', `/decisions/${rollback.decision_id}`];

  test('fits a telephone', async () => {
    for (const path of paths()) {
      const page = await pages.open(path, { width: 390 });
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([path, tooWide]).toEqual([path, 0]);
    }
  });

  test('can be read without eyes: one heading, a main part, named tables, links and buttons', async () => {
    for (const path of paths()) {
      const page = await pages.open(path);
      const counts = await Promise.all([page.locator('h1').count(), page.locator('main').count()]);
      expect([path, counts]).toEqual([path, [1, 1]]);
      const unnamed = await page.evaluate(() => {
        const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
        const label = (element: Element): string => element.getAttribute('aria-label') ?? '';
        return [
          ...all('a, button, summary').filter((it) => (label(it) || (it.textContent ?? '')).trim() === ''),
          ...all('table').filter((it) => !(it as HTMLTableElement).caption?.textContent),
          ...all('[role=img]').filter((it) => label(it) === ''),
          ...all('img').filter((it) => !it.hasAttribute('alt')),
        ].map(({ outerHTML }) => outerHTML.slice(0, 100));
      });
      expect([path, unnamed]).toEqual([path, []]);
      const levels = await page.$$eval('h1, h2, h3', (all) => all.map(({ tagName }) => Number(tagName[1])));
      levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    }
  });

  test('leads by keyboard past the head of the page, and from a mark to its decision', async () => {
    const page = await pages.open('/models/flights');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('page');
    await page.locator('.mark.ROLLBACK').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/decisions/${rollback.decision_id}`);
  });
});
