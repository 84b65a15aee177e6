import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { doctorChecks } from './doctor.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterEach(() => rmSync(home, { recursive: true }));

test('a machine without Java and Maven is told both, each with its remedy, and the rest is still looked at', async () => {
  const checks = await doctorChecks(home, {
    PATH: home,
    CHECKRIDE_CACHE: home,
    KAFKA_PORT: '0',
    CLICKHOUSE_PORT: '0',
  });
  const ill = checks.filter(({ ok }) => !ok);
  expect(ill.map(({ name }) => name)).toEqual(expect.arrayContaining(['java', 'maven']));
  for (const { remedy } of ill) expect(remedy).toBeTruthy();
  expect(checks.find(({ name }) => name === 'kafka port')).toMatchObject({ ok: true });
});

test('a port that is no number is named, not thrown', async () => {
  const checks = await doctorChecks(home, { KAFKA_PORT: 'nineteen' });
  expect(checks.find(({ name }) => name === 'kafka port')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('KAFKA_PORT: expected a port number') as string,
  });
});
