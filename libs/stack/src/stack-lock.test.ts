import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { acquireLock, lockHolder } from './stack-lock.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('the lock of a home', () => {
  test('is held once and may be taken again after its release', () => {
    const release = acquireLock(home);
    expect(() => acquireLock(home)).toThrow(expect.objectContaining({ code: 'CHK_STACK_RUNNING' }));
    release();
    expect(lockHolder(home)).toBeUndefined();
    acquireLock(home)();
  });

  test('of a process that is gone is no lock, also when its id has gone to another process', () => {
    writeFileSync(join(home, 'stack.lock'), JSON.stringify({ pid: process.pid, start: 'another life' }));
    expect(lockHolder(home)).toBeUndefined();
    expect(() => acquireLock(home)()).not.toThrow();
  });
});
