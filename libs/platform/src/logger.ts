import { pino } from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';
import { environment } from './env.js';
import { readableLines } from './log-lines.js';

/** What code logs through: `log.info({ model, window }, 'report published')`. */
export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  /** The same log with fields added to every line. */
  child(fields: Record<string, unknown>): Logger;
};

/** Where and how a logger writes; each default comes from the environment. */
export interface LoggerOptions {
  /** LOG_LEVEL, default `info`. */
  readonly level?: string;
  /** LOG_FORMAT: `readable` lines (default) or `json`. */
  readonly format?: 'readable' | 'json';
  /** LOG_FILE: JSON lines go to this file; absent: standard error, so that standard output stays a program's answer. */
  readonly file?: string;
  /** Takes the place of file and standard error, for tests. */
  readonly destination?: DestinationStream;
}

/** A logger of one service or component. Passwords and tokens in fields are masked. */
export function createLogger(name: string, options: LoggerOptions = {}): Logger {
  const env = environment();
  const file = options.file ?? env['LOG_FILE'];
  const format = options.format ?? (env['LOG_FORMAT'] === 'json' || file !== undefined ? 'json' : 'readable');
  const sink = options.destination ?? pino.destination({ dest: file ?? 2, sync: true, mkdir: true });
  return pino(
    {
      name,
      base: undefined,
      level: options.level ?? env['LOG_LEVEL'] ?? 'info',
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['password', 'token', '*.password', '*.token'], censor: '***' },
      formatters: { level: (label) => ({ level: label }) },
    },
    format === 'json' ? sink : readableLines(sink),
  );
}
