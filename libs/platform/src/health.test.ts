import { describe, expect, test } from '@jest/globals';
import { createHealth } from './health.js';

describe('health', () => {
  test('is ready while every check is well and names the one that is not', async () => {
    const health = createHealth();
    health.check('clickhouse', () => ({ ok: true }));
    expect(await health.ready()).toEqual({ ok: true, checks: { clickhouse: { ok: true } } });
    health.report('kafka', { ok: false, detail: 'no broker answers' });
    expect(await health.ready()).toMatchObject({
      ok: false,
      checks: { kafka: { detail: 'no broker answers' } },
    });
  });

  test('takes a check that throws as one that is not well', async () => {
    const health = createHealth();
    health.check('disk', () => Promise.reject(new Error('read-only')));
    expect((await health.ready()).checks['disk']).toEqual({ ok: false, detail: 'read-only' });
  });

  test('stays alive when not ready and dies only by its own word', async () => {
    const health = createHealth();
    health.report('kafka', { ok: false });
    expect(health.live().ok).toBe(true);
    health.fail('fenced');
    expect(health.live().ok).toBe(false);
    expect((await health.ready()).ok).toBe(false);
  });
});
