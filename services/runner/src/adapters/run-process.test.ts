import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from './run-process.js';

describe('a job process', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chk-run-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (command: string, more: { timeLimitMs?: number; signal?: AbortSignal } = {}): Promise<void> =>
    runProcess({
      command,
      folder,
      environment: { PATH: process.env['PATH'] ?? '', CHK_WORD: 'hello' },
      logFile: join(folder, 'log'),
      timeLimitMs: 20_000,
      signal: new AbortController().signal,
      ...more,
    });

  test('sees only the environment it is given and leaves its output in the log', async () => {
    await run('echo "$CHK_WORD $HOME."');
    expect(await readFile(join(folder, 'log'), 'utf8')).toContain('hello .');
  });

  test('that fails is reported with its exit code', async () => {
    await expect(run('exit 7')).rejects.toMatchObject({
      code: 'CHK_JOB_FAILED',
      message: expect.stringContaining('exit code 7'),
    });
  });

  test('past its time limit is ended with everything it started', async () => {
    await expect(run('sleep 60 & sleep 60; wait', { timeLimitMs: 50 })).rejects.toMatchObject({
      message: expect.stringContaining('time limit'),
    });
  });

  test('ends when it is cancelled', async () => {
    const stop = new AbortController();
    const running = run('sleep 60', { signal: stop.signal });
    stop.abort();
    await expect(running).rejects.toMatchObject({ message: expect.stringContaining('cancelled') });
  });
});
