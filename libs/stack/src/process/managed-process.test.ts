import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createManagedProcess } from './managed-process.js';
import type { ManagedProcess, ProcessEvent, ProcessSpec } from './managed-process.js';
import { startOf } from './process-identity.js';

let place: string;
let running: ManagedProcess | undefined;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'managed-'));
});
afterEach(async () => {
  await running?.stop();
  rmSync(place, { recursive: true });
});

// A shell that is ready once it has written its file.
function shell(script: string): ProcessSpec {
  const ready = join(place, 'ready');
  return {
    program: {
      name: 'sample',
      command: '/bin/sh',
      args: ['-c', script],
      env: { PATH: '/bin:/usr/bin', READY: ready },
      logFile: join(place, 'log'),
    },
    ready: async () => existsSync(ready),
    readyTimeoutMs: 5_000,
    stopTimeoutMs: 1_000,
  };
}

function managed(script: string): {
  part: ManagedProcess;
  next: (kind: ProcessEvent['kind']) => Promise<ProcessEvent>;
} {
  const listeners: ((event: ProcessEvent) => void)[] = [];
  const part = createManagedProcess(shell(script), (event) =>
    listeners.forEach((listener) => listener(event)),
  );
  running = part;
  return {
    part,
    next: (kind) =>
      new Promise((resolve) => listeners.push((event) => event.kind === kind && resolve(event))),
  };
}

describe('a managed process', () => {
  test('is ready when it says so and gone after stop, with what it started', async () => {
    const { part } = managed('sleep 100 & echo $! > "$READY"; wait');
    await part.start();
    const grandchild = Number(readFileSync(join(place, 'ready'), 'utf8'));
    const pid = part.pid ?? 0;
    expect(startOf(grandchild)).toBeDefined();
    await part.stop();
    expect(startOf(pid)).toBeUndefined();
    expect(startOf(grandchild)).toBeUndefined();
  });

  test('is started again when it dies by itself', async () => {
    const { part, next } = managed('touch "$READY"; exec sleep 100');
    await part.start();
    const first = part.pid ?? 0;
    const ready = next('ready');
    process.kill(first, 'SIGKILL');
    await ready;
    expect(part.pid).not.toBe(first);
    expect(part.deaths).toBe(1);
  });

  test('stays down after kill until it is restarted', async () => {
    const { part } = managed('touch "$READY"; exec sleep 100');
    await part.start();
    await part.kill();
    expect([part.pid, part.state]).toEqual([undefined, 'stopped']);
    await part.restart();
    expect(part.state).toBe('ready');
    expect(part.deaths).toBe(0);
  });

  test('that ends while starting fails with the end of its log', async () => {
    const { part } = managed('echo no such disk; exit 3');
    await expect(part.start()).rejects.toMatchObject({
      code: 'CHK_STACK_FAILED',
      message: expect.stringContaining('no such disk') as string,
    });
    expect(part.state).toBe('stopped');
  });

  test('that does not exist fails with its name', async () => {
    const spec = shell('');
    const part = createManagedProcess(
      { ...spec, program: { ...spec.program, command: '/no/such/program' } },
      () => undefined,
    );
    await expect(part.start()).rejects.toThrow(/no\/such\/program/);
  });

  test('is gone when its start is aborted', async () => {
    const controller = new AbortController();
    const { part, next } = managed('exec sleep 100');
    const started = next('started');
    const start = part.start(controller.signal);
    await started;
    const pid = part.pid ?? 0;
    controller.abort(new Error('interrupted'));
    await expect(start).rejects.toThrow('interrupted');
    expect(startOf(pid)).toBeUndefined();
  });

  test('that ignores SIGTERM is killed after its time', async () => {
    const { part } = managed(`trap '' TERM; touch "$READY"; while :; do sleep 1; done`);
    await part.start();
    const pid = part.pid ?? 0;
    await part.stop();
    expect(startOf(pid)).toBeUndefined();
  });
});
