import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMigrations, splitStatements } from './migration-files.js';

const folderOf = (files: Record<string, string>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

describe('reading migrations', () => {
  it('gives numbered statements in order', () => {
    const folder = folderOf({ '002_b.sql': 'SELECT 2', '001_a.sql': 'SELECT 1; SELECT 11', 'notes.md': '' });
    expect(readMigrations(folder)).toMatchObject([
      { number: 1, name: 'a', statements: ['SELECT 1', 'SELECT 11'] },
      { number: 2, name: 'b', statements: ['SELECT 2'] },
    ]);
  });

  it.each([
    ['a gap', { '001_a.sql': '', '003_c.sql': '' }, /003_c.sql: its number leaves a gap after 001/],
    ['a duplicate', { '001_a.sql': '', '001_b.sql': '' }, /001_b.sql: its number is there twice/],
    ['a first number above 1', { '002_b.sql': '' }, /leaves a gap/],
    ['another name', { '1-a.sql': '' }, /not named NNN_words.sql/],
  ])('refuses %s', (_what, files, message) => {
    expect(() => readMigrations(folderOf(files))).toThrow(
      expect.objectContaining({
        code: 'CHK_MIGRATION_MISMATCH',
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  it('ships migrations without a gap', () => {
    expect(readMigrations().length).toBeGreaterThanOrEqual(19);
  });
});

describe('splitting statements', () => {
  it('leaves semicolons in texts, names and comments alone', () => {
    expect(
      splitStatements(
        "-- first; line\nSELECT 'a;b', 'it''s;', '\\';' /* ;;\n */ ;\nSELECT `x;y` - 1 / 2;\n\n;",
      ),
    ).toEqual(["SELECT 'a;b', 'it''s;', '\\';'", 'SELECT `x;y` - 1 / 2']);
  });
});
