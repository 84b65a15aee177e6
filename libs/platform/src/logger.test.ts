import { describe, expect, test } from '@jest/globals';
import { readableLine } from './log-lines.js';
import { createLogger } from './logger.js';

function logged(format: 'json' | 'readable', write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  write(
    createLogger('ingest', { format, level: 'info', destination: { write: (line) => void (text += line) } }),
  );
  return text;
}

describe('logs', () => {
  test('read as a line: time, level, who, what, fields', () => {
    const text = logged('readable', (log) => log.info({ rows: 1000, table: 'predictions' }, 'stored'));
    expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}ingest: stored rows=1000 table=predictions\n$/);
  });

  test('show the stack of an error on lines of its own', () => {
    const error = Object.assign(new Error('refused'), { stack: 'Error: refused\n    at somewhere' });
    expect(logged('readable', (log) => log.error({ err: error }, 'insert failed'))).toMatch(
      /insert failed\nError: refused\n {4}at somewhere\n$/,
    );
  });

  test('as JSON name the level and mask passwords, also below a field', () => {
    const entry = JSON.parse(
      logged('json', (log) => log.warn({ password: 'a', sasl: { password: 'b' } }, 'connecting')),
    ) as object;
    expect(entry).toMatchObject({
      level: 'warn',
      name: 'ingest',
      msg: 'connecting',
      password: '***',
      sasl: { password: '***' },
    });
  });

  test('a line without fields ends after its message', () => {
    expect(
      readableLine('{"level":"info","time":"2026-11-23T01:02:03.004Z","name":"host","msg":"ready"}'),
    ).toBe('01:02:03.004 INFO  host: ready\n');
  });
});
