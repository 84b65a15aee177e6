import type { DestinationStream } from 'pino';

const OWN_FIELDS = new Set(['time', 'level', 'name', 'msg', 'err']);

/** Turns JSON log lines into `12:00:01.250 INFO  ingest: batch stored rows=1000`. */
export function readableLines(sink: DestinationStream): DestinationStream {
  return { write: (line) => sink.write(readableLine(line)) };
}

/** One JSON log line as text for a person; an error's stack follows on lines of its own. */
export function readableLine(json: string): string {
  const entry = JSON.parse(json) as Record<string, unknown>;
  const text = (key: string): string => (typeof entry[key] === 'string' ? entry[key] : '');
  const fields = Object.entries(entry)
    .filter(([key]) => !OWN_FIELDS.has(key))
    .map(([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const error = entry['err'] as { stack?: string; message?: string } | undefined;
  const stack = error === undefined ? '' : `\n${error.stack ?? error.message ?? ''}`;
  return `${text('time').slice(11, 23)} ${text('level').toUpperCase().padEnd(5)} ${text('name')}: ${text('msg')}${fields.join('')}${stack}\n`;
}
