import { parseArgs } from 'node:util';

/** Where the services are and which story is played. */
export interface PlayOptions {
  readonly brokers: readonly string[];
  readonly serving: string;
  readonly console: string;
  readonly token: string;
  /** Folder for training files. */
  readonly folder: string;
  readonly story: string | undefined;
  readonly oneIn: number | undefined;
  readonly until: string | undefined;
  readonly without: readonly string[];
  readonly including: readonly string[];
  /** JSON lines instead of text. */
  readonly events: boolean;
}

/** What `node dist/play.js --help` prints. */
export const USAGE = `Plays the flights of 2001 through a running Checkride and checks its decisions against the story.

  node dist/play.js --brokers host:port --serving URL --console URL --token TOKEN --folder FOLDER
    [--story FILE] [--one-in N] [--until DATE] [--without INJECTION]… [--with INJECTION]… [--events]`;

/** Reads the command line; undefined when help was asked for. Throws when something needed is missing. */
export function readOptions(args: readonly string[]): PlayOptions | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      brokers: text,
      serving: text,
      console: text,
      token: text,
      folder: text,
      story: text,
      'one-in': text,
      until: text,
      without: { type: 'string', multiple: true, default: [] },
      with: { type: 'string', multiple: true, default: [] },
      events: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { brokers, serving, console, token, folder } = values;
  if (!brokers || !serving || !console || !token || !folder)
    throw new Error(`brokers, serving, console, token and folder are needed\n\n${USAGE}`);
  return {
    brokers: brokers.split(','),
    serving,
    console,
    token,
    folder,
    story: values.story,
    oneIn: values['one-in'] === undefined ? undefined : Number(values['one-in']),
    until: values.until,
    without: values.without,
    including: values.with,
    events: values.events,
  };
}
