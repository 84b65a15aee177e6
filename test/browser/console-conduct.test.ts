import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelDetail } from '@checkride/client/api/console-views';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { TrustLedger } from '@checkride/domain/trust/trust-ledger';
import { consolePages, until, type ConsolePages } from '../support/console-pages.js';
import { checkride, toldStory, type ToldStory } from '../support/told-story.js';

jest.setTimeout(30_000);

let story: ToldStory;
let pages: ConsolePages;

beforeAll(async () => {
  story = await toldStory();
  pages = await consolePages(story.consoleUrl);
}, 300_000);

afterAll(() => pages?.close());

describe('a page that is watched', () => {
  const change = (window: number, headline: string): string =>
    `data: ${JSON.stringify({ model: 'flights', headline, decision_id: String(window), window })}\n\n`;

  test('draws again by itself and keeps focus, place and what was opened', async () => {
    let looks = 0;
    let tell: (() => Promise<void>) | undefined;
    const page = await pages.open('/models/flights', {
      async prepare(fresh) {
        await fresh.route('**/api/models/flights', async (route) => {
          looks += 1;
          await route.continue();
        });
        // The live feed says first where things stand; nothing moves in a story that is told, so the news are made up.
        await fresh.route('**/api/events', (route) => {
          const body = change(1, 'HOLD') + change(2, 'RETRAIN');
          tell ??= () => route.fulfill({ contentType: 'text/event-stream', body });
        });
      },
    });
    await page.locator('.mark.ROLLBACK').first().waitFor();
    const messages = page.locator('#ledger details', { hasText: 'messages to people' });
    await messages.locator('summary').click();
    await page.locator('#decisions tbody a').nth(2).focus();
    await page.evaluate(() => scrollTo(0, 900));
    const place = () =>
      page.evaluate(() => [
        scrollY,
        document.activeElement?.getAttribute('href'),
        document.activeElement?.tagName,
      ]);
    const before = await place();
    const drawing = await page.locator('.plot canvas').first().elementHandle();
    await tell?.();
    await until(() => looks === 2);
    await until(async () => (await page.locator('#news').innerText()) === 'flights: RETRAIN');
    await page.waitForLoadState('networkidle');
    expect(await place()).toEqual(before);
    expect(await messages.getAttribute('open')).toBe('');
    expect(await drawing?.evaluate((canvas) => canvas.isConnected)).toBe(true);
  });
});

describe('trouble', () => {
  test.each(['/models/nobody', '/decisions/0123456789abcdef', '/nowhere'])(
    '%s says that it is not there, to eyes and to programs',
    async (path) => {
      const page = await pages.open(path);
      expect(await page.locator('h1').innerText()).toBe('Not found');
      expect(await page.locator('[role=alert]:visible').innerText()).toMatch(/there is no/i);
      const { status } = await fetch(`${story.consoleUrl}${path}`, { headers: { accept: 'text/html' } });
      expect(status).toBe(404);
    },
  );

  test('of the store leaves what was shown, says so, and passes by itself', async () => {
    const away = {
      status: 503,
      json: {
        code: 'CHK_CLICKHOUSE_UNAVAILABLE',
        message: 'ClickHouse did not answer',
        remedy: 'Check CLICKHOUSE_URL.',
      },
    };
    let broken = false;
    const page = await pages.open('/models/flights', {
      prepare: async (fresh) => {
        await fresh.route('**/api/models/flights', (route) =>
          broken ? route.fulfill(away) : route.continue(),
        );
      },
    });
    broken = true;
    await page.evaluate(() => document.dispatchEvent(new Event('checkride-answered')));
    const trouble = page.locator('#trouble');
    await trouble.waitFor();
    expect(await trouble.innerText()).toBe('ClickHouse did not answer Check CLICKHOUSE_URL. Trying again.');
    expect(await page.locator('h1').innerText()).toBe('flights');
    broken = false;
    await trouble.waitFor({ state: 'hidden' });
  });
});

describe('what waits for a person', () => {
  const waiting = {
    transition_id: '00000000000000aa',
    action: 'rollback',
    version: 'v2',
    reason: 'waiting_approval',
    at: Date.UTC(2001, 1, 18),
    cause: { kind: 'decision', id: 'x', actor: 'judge' },
  } as LedgerEntry;

  const openWaiting = () =>
    pages.open('/models/flights', {
      prepare: async (fresh) => {
        await fresh.route('**/api/models/flights', async (route) => {
          const response = await route.fetch();
          const detail = (await response.json()) as ModelDetail;
          await route.fulfill({ json: { ...detail, waiting: [waiting] } });
        });
      },
    });

  test('is answered with name and token; the controller puts its word on page and ledger', async () => {
    const page = await openWaiting();
    await page.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog', { name: 'Approve: rollback of v2' });
    await dialog.getByLabel('Your name').fill('Ada');
    await dialog.getByLabel('Token').fill(readFileSync(join(story.home, 'token'), 'utf8'));
    await dialog.getByRole('button', { name: 'Send' }).click();
    const word = `nothing waits under ${waiting.transition_id}`; // it was made up: a real controller says so
    await page.getByText(`refused: ${word}`).waitFor({ timeout: 20_000 });
    const ledger = (await (
      await fetch(`${story.consoleUrl}/api/models/flights/ledger?limit=5`)
    ).json()) as LedgerEntry[];
    expect(ledger[0]).toMatchObject({ action: 'approve', answer: 'refused', reason: word, automatic: false });
    expect(ledger[0]?.cause.actor).toBe('Ada');
  });

  test('is not answered without the token of the installation', async () => {
    const page = await openWaiting();
    await page.getByRole('button', { name: 'Reject' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reject: rollback of v2' });
    await dialog.getByLabel('Reason').fill('not on a Friday');
    await dialog.getByLabel('Your name').fill('Ada');
    await dialog.getByLabel('Token').fill('guess');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByText('commands need the token of this installation').waitFor();
  });
});

test('a decision is overridden with a reason, which the trust of its model tells from then on', async () => {
  const decisions = JSON.parse(
    checkride(story, 'decisions', 'flights', '--json', '--limit', '1000'),
  ) as Decision[];
  const { decision_id } = decisions.find(({ headline }) => headline === 'ROLLBACK')!;
  const page = await pages.open(`/decisions/${decision_id}`);
  await page.getByRole('button', { name: 'Override' }).click();
  const dialog = page.getByRole('dialog', { name: 'Override this decision' });
  await dialog.getByLabel('Reason').fill('the west was closed by snow');
  await dialog.getByLabel('Your name').fill('Ada');
  await dialog.getByLabel('Token').fill(readFileSync(join(story.home, 'token'), 'utf8'));
  await dialog.getByRole('button', { name: 'Send' }).click();
  await page.getByText('override applied: the west was closed by snow').waitFor({ timeout: 20_000 });
  const trust = JSON.parse(checkride(story, 'trust', 'flights', '--json')) as TrustLedger;
  expect(trust.overrides).toMatchObject([
    { decision: decision_id, actor: 'Ada', reason: 'the west was closed by snow', actions: ['rollback'] },
  ]);
  expect(trust.actions).toContainEqual(
    expect.objectContaining({ action: 'rollback', taken: 1, overridden: 1 }),
  );
  await pages.open('/models/flights');
  expect(await pages.page.locator('#trust').innerText()).toContain('the west was closed by snow');
  expect(await pages.page.locator('#incidents').innerText()).toContain('T5');
  expect(pages.troubles).toEqual([]);
});

test('pages run our own scripts only, in no frame, and are not guessed at', async () => {
  const { headers } = await fetch(story.consoleUrl);
  expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});
