import { describe, expect, it } from '@jest/globals';
import { CheckrideError } from '@checkride/domain/errors';
import type { ClickHouse } from './clickhouse-client.js';
import type { Migration } from './migration-files.js';
import { pendingMigrations, verifyMigrations } from './migrations.js';

const file = (number: number, checksum = `sum ${number}`): Migration => ({
  number,
  name: `m${number}`,
  checksum,
  statements: [],
});
const files = [file(1), file(2), file(3)];

describe('what is left to apply', () => {
  it('is everything on an empty database, the rest later, nothing in the end', () => {
    expect(pendingMigrations(files, []).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(pendingMigrations(files, files.slice(0, 2)).map(({ number }) => number)).toEqual([3]);
    expect(pendingMigrations(files, files)).toEqual([]);
  });

  it.each([
    ['an edited file', files, [file(1, 'other')], /001_m1.sql was edited/],
    ['a file that is gone', [file(1)], [file(1), file(2)], /002_m2 was applied, but its file is gone/],
    ['a number the database skipped', files, [file(1), file(3)], /has migration 003 but lacks 002/],
  ])('refuses %s', (_what, present, applied, message) => {
    expect(() => pendingMigrations(present, applied)).toThrow(
      expect.objectContaining({
        code: 'CHK_MIGRATION_MISMATCH',
        message: expect.stringMatching(message) as string,
      }),
    );
  });
});

describe('what a service verifies at its start', () => {
  const backoff = { initialMs: 1, factor: 1, maxMs: 1, attempts: 3 };
  /** A server that is away for some questions, then says that the journal exists and what it holds. */
  const server = (away: number): ClickHouse => {
    const answers: unknown[][] = [[true], [...files]];
    const query = (): Promise<unknown[]> =>
      away-- > 0
        ? Promise.reject(new CheckrideError('CHK_CLICKHOUSE_UNAVAILABLE', 'refused'))
        : Promise.resolve(answers.shift() ?? []);
    return { query } as unknown as ClickHouse;
  };

  it('waits for a server that is starting too', async () => {
    await expect(verifyMigrations(server(2), files, backoff)).resolves.toBeUndefined();
  });

  it('gives up on a server that stays away', async () => {
    await expect(verifyMigrations(server(3), files, backoff)).rejects.toMatchObject({
      code: 'CHK_CLICKHOUSE_UNAVAILABLE',
    });
  });
});
