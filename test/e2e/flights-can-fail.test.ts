import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stopStack } from '@checkride/stack/stop-stack';
import { checkride, type Terminal } from '../support/terminal.js';

const LIMIT_MS = 900_000;

interface Summary {
  readonly ok: boolean;
  readonly decisions: readonly { readonly headline: string; readonly rule: string }[];
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

let home: string;
let demo: Terminal | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'checkride-demo-'));
});
afterEach(async () => {
  demo?.kill();
  await stopStack(join(home, 'demo'));
  rmSync(home, { recursive: true, force: true });
});

async function played(
  ...story: readonly string[]
): Promise<{ code: number | null; summary: Summary; text: string }> {
  const file = join(home, 'summary.json');
  demo = checkride(home, 'demo', '--headless', '--one-in', '5', '--json', file, ...story);
  const code = await demo.exited;
  const text = demo.output().replaceAll(/\s+/g, ' ');
  return { code, summary: JSON.parse(readFileSync(file, 'utf8')) as Summary, text };
}

// Parts of the story, each around the days that are told differently.
describe('the demonstration fails by name', () => {
  test(
    'when v2 is released without its fault',
    async () => {
      const { code, summary, text } = await played(
        ...['--from', '2001-02-10', '--until', '2001-02-20', '--without', 'v2-fault'],
      );
      expect(code).toBe(1);
      expect(summary.missing).toEqual([expect.stringMatching(/^rollback-v2: ROLLBACK by T5 /)]);
      // A sound release goes its way, which the story does not expect either.
      expect(summary.decisions.map(({ headline }) => headline)).toEqual(['PROMOTE', 'PROMOTE']);
      expect(text).toContain('missing rollback-v2: ROLLBACK by T5');
    },
    LIMIT_MS,
  );

  test(
    'when nothing changes in April',
    async () => {
      const days = ['--from', '2001-03-14', '--until', '2001-04-05'];
      const { code, summary, text } = await played(...days, '--without', 'april-change');
      expect(code).toBe(1);
      expect(summary).toMatchObject({ decisions: [], unexpected: [] });
      expect(summary.missing).toEqual([expect.stringMatching(/^retrain-april: RETRAIN by T11 /)]);
      expect(text).toContain('missing retrain-april: RETRAIN by T11');
    },
    LIMIT_MS,
  );

  test(
    'when a fault is put into the harmless weeks',
    async () => {
      const { code, summary, text } = await played(
        ...['--from', '2001-03-02', '--until', '2001-03-12', '--with', 'harmless-weeks-fault'],
      );
      expect(code).toBe(1);
      expect(summary.missing).toEqual([]);
      expect(summary.unexpected).toEqual([
        expect.stringMatching(/^FIX_DATA by T7 in source=schedule at 2001-03-10T.*is not in the story$/),
      ]);
      expect(text).toContain('unexpected FIX_DATA by T7');
    },
    LIMIT_MS,
  );
});
