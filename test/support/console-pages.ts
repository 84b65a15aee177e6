import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';

/** Debian's; without it the tests fail, since nobody would have looked at the pages. */
const CHROMIUM = '/usr/bin/chromium';

/** A browser on one console, with one page open at a time. */
export interface ConsolePages {
  readonly page: Page;
  /** Uncaught errors and error messages of the page since it was opened. */
  readonly troubles: readonly string[];
  /** Opens a path in a new page and waits for its heading; `prepare` sees the page before anything is fetched. */
  open(path: string, options?: { width?: number; prepare?: (page: Page) => Promise<void> }): Promise<Page>;
  close(): Promise<void>;
}

/** Starts headless Chromium. */
export async function consolePages(consoleUrl: string): Promise<ConsolePages> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  let page: Page | undefined;
  let troubles: string[] = [];
  return {
    get page() {
      if (!page) throw new Error('no page is open');
      return page;
    },
    get troubles() {
      return troubles;
    },
    async open(path, { width = 1280, prepare } = {}) {
      await page?.close();
      const opened = await browser.newPage({ viewport: { width, height: 900 } });
      page = opened;
      troubles = [];
      opened.on('pageerror', ({ message }) => troubles.push(message));
      opened.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      await prepare?.(opened);
      await opened.goto(`${consoleUrl}${path}`);
      await opened.locator('h1').waitFor();
      return opened;
    },
    close: () => browser.close(),
  };
}

/** Resolves once something holds; throws after ten seconds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (await holds()) return;
    await wait(50);
  }
  throw new Error(`waited ten seconds for ${String(holds)}`);
}
