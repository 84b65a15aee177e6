import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Environment } from './env.js';

/** What a running local stack writes to `stack.json` in its home, so that other processes find it. */
export interface StackRecord {
  readonly startedAt: string;
  readonly supervisorPid: number;
  readonly kafkaBrokers: string;
  readonly clickhouseUrl: string;
  readonly clickhouseUser: string;
  readonly clickhousePassword: string;
  readonly consoleUrl?: string;
  readonly servingUrl?: string;
  /** Process ids by the names shown in `checkride status`. */
  readonly pids: Readonly<Record<string, number>>;
}

/** The folder of this checkout's state: CHECKRIDE_HOME, else `.checkride` below the working directory. Absolute. */
export function checkrideHome(source: Environment): string {
  return resolve(source['CHECKRIDE_HOME'] ?? '.checkride');
}

/** The file in `home` that names the running stack. */
export const stackRecordPath = (home: string): string => join(home, 'stack.json');

/** The record of the stack in `home`, or undefined when none was started or the file is being replaced. */
export function readStackRecord(home: string): StackRecord | undefined {
  try {
    return JSON.parse(readFileSync(stackRecordPath(home), 'utf8')) as StackRecord;
  } catch {
    return undefined;
  }
}
