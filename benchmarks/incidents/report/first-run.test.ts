import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { summarise } from '../score/summary.js';
import { readFirstRun } from './first-run.js';
import { mainTable } from './table.js';

const folder = mkdtempSync(join(tmpdir(), 'checkride-first-'));
const file = join(folder, 'first.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the first run', () => {
  test('stands beside this one, a dash where it did not play a type', () => {
    const now = { ...summarise('null-season', 'checkride', []), accuracy: 0.5 };
    writeFileSync(file, JSON.stringify({ byType: [{ ...now, accuracy: 0.25 }], overall: [] }));
    const [head, ...rows] = mainTable([now, { ...now, name: 'novelty' }], readFirstRun(file)).split('\n');
    const [at, end] = [head!.indexOf('first'), head!.indexOf('first') + 'first'.length];
    expect(rows.map((row) => row.slice(at, end).trim())).toEqual(['25 %', '–']);
  });

  test('that is named must be there, and be what --json wrote', () => {
    expect(() => readFirstRun(join(folder, 'none.json'))).toThrow(/there is no file/);
    writeFileSync(file, '{}');
    expect(() => readFirstRun(file)).toThrow(/holds no summaries/);
  });
});
