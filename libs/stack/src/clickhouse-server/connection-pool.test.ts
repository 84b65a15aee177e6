import { describe, expect, test } from '@jest/globals';
import type { Session } from 'chdb';
import { createConnectionPool } from './connection-pool.js';
import type { ConnectionProfile } from './connection-pool.js';

interface FakeSession {
  readonly statements: string[];
  closed: boolean;
}

function fakes(): { opened: FakeSession[]; connect: () => Session } {
  const opened: FakeSession[] = [];
  return {
    opened,
    connect() {
      const fake: FakeSession = { statements: [], closed: false };
      opened.push(fake);
      return {
        queryAsync: async (sql: string) => {
          if (sql.includes('unknown'))
            throw new Error('Code: 115. DB::Exception: Unknown setting. (UNKNOWN_SETTING)');
          fake.statements.push(sql);
        },
        close: () => {
          fake.closed = true;
        },
      } as unknown as Session;
    },
  };
}

const plain: ConnectionProfile = { role: 'owner', database: 'default', settings: {}, parameterNames: [] };

describe('the connection pool', () => {
  test('never gives one connection to two requests at once', async () => {
    const { opened, connect } = fakes();
    const pool = createConnectionPool(connect, 4);
    const [one, other] = await Promise.all([pool.acquire(plain), pool.acquire(plain)]);
    expect(one.session).not.toBe(other.session);
    expect(opened).toHaveLength(2);
  });

  test('gives a connection again only to a request of the same profile', async () => {
    const { opened, connect } = fakes();
    const pool = createConnectionPool(connect, 4);
    (await pool.acquire(plain)).release(false);
    (await pool.acquire({ ...plain, settings: { max_threads: '1' } })).release(false);
    (await pool.acquire({ ...plain, parameterNames: ['x'] })).release(false);
    (await pool.acquire({ ...plain, role: 'analyst' })).release(false);
    (await pool.acquire(plain)).release(false);
    expect(opened).toHaveLength(4);
    expect(opened[1]?.statements).toEqual(["SET `max_threads` = '1'"]);
  });

  test('throws a spoilt connection away', async () => {
    const { opened, connect } = fakes();
    const pool = createConnectionPool(connect, 4);
    (await pool.acquire(plain)).release(true);
    await pool.acquire(plain);
    expect(opened.map((session) => session.closed)).toEqual([true, false]);
  });

  test('makes requests wait at its limit and serves them in order', async () => {
    const pool = createConnectionPool(fakes().connect, 1);
    const first = await pool.acquire(plain);
    const served: string[] = [];
    const second = pool.acquire(plain).then((lease) => {
      served.push('second');
      lease.release(false);
    });
    const third = pool.acquire({ ...plain, database: 'other' }).then((lease) => {
      served.push('third');
      lease.release(false);
    });
    expect(served).toEqual([]);
    first.release(false);
    await Promise.all([second, third]);
    expect(served).toEqual(['second', 'third']);
  });

  test('a setting the engine refuses costs no place', async () => {
    const pool = createConnectionPool(fakes().connect, 1);
    await expect(pool.acquire({ ...plain, settings: { unknown: '1' } })).rejects.toThrow(/115/);
    await expect(pool.acquire(plain)).resolves.toBeDefined();
  });
});
