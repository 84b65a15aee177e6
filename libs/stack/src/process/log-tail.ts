import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** The last `count` lines of a log, for an error message; empty when there is no log. */
export function lastLines(path: string, count: number): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return '';
  const bytes = Buffer.alloc(Math.min(size, 8_192));
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
  } finally {
    closeSync(file);
  }
  return bytes.toString().trimEnd().split('\n').slice(-count).join('\n');
}
