import { describe, expect, test } from '@jest/globals';
import { createLogger } from './logger.js';
import { createShutdown } from './shutdown.js';

const silent = createLogger('test', { destination: { write: () => undefined } });

describe('shutdown', () => {
  test('drains stage by stage, whatever the order of registration', async () => {
    const shutdown = createShutdown({ logger: silent });
    const done: string[] = [];
    shutdown.register('disconnect', 'kafka', () => void done.push('disconnect'));
    shutdown.register('commit', 'offsets', () => void done.push('commit'));
    shutdown.register('stop-fetch', 'consumer', async () => {
      await Promise.resolve();
      done.push('stop-fetch');
    });
    shutdown.register('flush', 'rows', () => void done.push('flush'));
    shutdown.register('finish-batch', 'batch', () => void done.push('finish-batch'));
    expect(await shutdown.drain('test')).toBe(true);
    expect(done).toEqual(['stop-fetch', 'finish-batch', 'flush', 'commit', 'disconnect']);
  });

  test('tells waiting loops before the first stage', async () => {
    const shutdown = createShutdown({ logger: silent });
    let toldFirst = false;
    shutdown.register('stop-fetch', 'loop', () => {
      toldFirst = shutdown.signal.aborted;
    });
    await shutdown.drain('test');
    expect(toldFirst).toBe(true);
  });

  test('goes on after a failing work and says that it was not clean', async () => {
    const shutdown = createShutdown({ logger: silent });
    let disconnected = false;
    shutdown.register('flush', 'rows', () => Promise.reject(new Error('no server')));
    shutdown.register('disconnect', 'kafka', () => {
      disconnected = true;
    });
    expect(await shutdown.drain('test')).toBe(false);
    expect(disconnected).toBe(true);
  });

  test('runs once however often it is asked', async () => {
    const shutdown = createShutdown({ logger: silent });
    let flushes = 0;
    shutdown.register('flush', 'rows', () => void (flushes += 1));
    await Promise.all([shutdown.drain('one'), shutdown.drain('two')]);
    expect(flushes).toBe(1);
  });

  test('gives up on work that never ends', async () => {
    const shutdown = createShutdown({ logger: silent, timeoutMs: 20 });
    shutdown.register('finish-batch', 'stuck', () => new Promise(() => undefined));
    expect(await shutdown.drain('test')).toBe(false);
  });
});
