import { parseArgs } from 'node:util';
import type { Adjustments } from './story.js';

/** Which story is told and how: another file, adjusted, as JSON lines instead of text. */
export interface TellingOptions {
  readonly story: string | undefined;
  readonly adjustments: Adjustments;
  readonly events: boolean;
}

/** Where the services are that a story is played through; `folder` is for training files. */
export interface PlayOptions extends TellingOptions {
  readonly brokers: readonly string[];
  readonly serving: string;
  readonly console: string;
  readonly token: string;
  readonly folder: string;
}

/** What the command line asks for. */
export type Asked =
  | { readonly what: 'help' }
  | ({ readonly what: 'describe' } & TellingOptions)
  | ({ readonly what: 'play' } & PlayOptions);

/** What `node dist/play.js --help` prints. */
export const USAGE = `Plays the flights of 2001 through a running Checkride and checks its decisions against the story.

  node dist/play.js --brokers host:port --serving URL --console URL --token TOKEN --folder FOLDER [STORY]
  node dist/play.js --describe [STORY]      says what would be played

STORY: [--story FILE] [--one-in N] [--from DATE] [--until DATE] [--without INJECTION]… [--with INJECTION]… [--events]`;

/** Reads the command line. Throws with the usage when something needed is missing or unknown. */
export function readOptions(args: readonly string[]): Asked {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
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
      from: text,
      until: text,
      without: { type: 'string', multiple: true, default: [] },
      with: { type: 'string', multiple: true, default: [] },
      events: flag,
      describe: flag,
      help: flag,
    },
  });
  if (values.help) return { what: 'help' };
  const telling: TellingOptions = {
    story: values.story,
    events: values.events,
    adjustments: {
      without: values.without,
      including: values.with,
      ...(values['one-in'] === undefined ? {} : { oneIn: Number(values['one-in']) }),
      ...(values.from === undefined ? {} : { from: values.from }),
      ...(values.until === undefined ? {} : { until: values.until }),
    },
  };
  if (values.describe) return { what: 'describe', ...telling };
  const { brokers, serving, console, token, folder } = values;
  if (!brokers || !serving || !console || !token || !folder)
    throw new Error(`brokers, serving, console, token and folder are needed\n\n${USAGE}`);
  return { what: 'play', ...telling, brokers: brokers.split(','), serving, console, token, folder };
}
