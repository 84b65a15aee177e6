import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccessToken } from './access-token.js';

describe('the token of an installation', () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'chk-token-'))));
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  test('is made at first use, for its owner only, and stays', async () => {
    const file = join(home, 'deep', 'token');
    await openAccessToken(file);
    const token = readFileSync(file, 'utf8').trim();
    expect(token).toMatch(/^[0-9a-f]{48}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await openAccessToken(file);
    expect(() => again.check(`Bearer ${token}`)).not.toThrow();
  });

  test.each([undefined, '', 'Bearer ', 'Bearer guess'])('%j does not open', async (header) => {
    const token = await openAccessToken(join(home, 'token'));
    expect(() => token.check(header)).toThrow(expect.objectContaining({ code: 'CHK_UNAUTHORISED' }));
  });
});
