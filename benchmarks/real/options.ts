import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { OURS } from '../incidents/runs/policies.js';
import { FLIGHT_KINDS } from './flights/play-flights.js';
import { STREAMS } from './streams/streams.js';

/** All that is played of the flights at once. */
const FLIGHTS = 'flights';

/** What a run plays. */
export interface RealOptions {
  /** Folder with the data sets of the streams; null when only flights are played. */
  readonly data: string | null;
  /** Names of streams and of what is put into flights. */
  readonly only: readonly string[];
  readonly policies: readonly string[];
  readonly seeds: number;
  readonly json: string | null;
  readonly stories: boolean;
}

const POLICIES = [OURS, 'always-hold', 'calendar', 'nightly-retrain', 'psi'] as const;
const SEEDS = 20;

/** Environment variable that names the data folder where the command line does not. */
const DATA_VARIABLE = 'CHECKRIDE_REAL_DATA';

/** Usage, as printed for `--help`. */
export const USAGE = `npm run bench:real -- [options]
  --data DIR      folder with hotel_booking/, car_loan/, telco_churn/ and tornado_sine1/ (default $${DATA_VARIABLE});
                  flights come with the package vega-datasets and need none
  --only NAME     ${[...Object.keys(STREAMS), FLIGHTS].join(', ')},
                  or of the flights ${FLIGHT_KINDS.join(', ')}; may be repeated (default all)
  --policy NAME   for streams: ${POLICIES.join(', ')}; may be repeated (default all)
  --seeds N       flights: divisions into two arms with nothing wrong (default ${SEEDS}); a quarter as many of each fault
  --json FILE     every figure as JSON
  --stories       what was said, play by play
  --help          this text`;

/** Reads the command line; throws RangeError for what it cannot mean or play. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): RealOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      only: { type: 'string', multiple: true },
      policy: { type: 'string', multiple: true },
      seeds: { type: 'string' },
      json: { type: 'string' },
      stories: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const names = [...Object.keys(STREAMS), FLIGHTS, ...FLIGHT_KINDS];
  const asked = known('--only', values.only, names);
  const only = asked.includes(FLIGHTS) ? [...asked, ...FLIGHT_KINDS] : asked;
  const policies = known('--policy', values.policy, POLICIES);
  const seeds = Number(values.seeds ?? SEEDS);
  if (!Number.isInteger(seeds) || seeds < 1) throw new RangeError(`--seeds ${values.seeds}: write a number`);
  const streams = only.some((name) => name in STREAMS);
  return {
    data: streams ? dataFolder(values.data ?? environment[DATA_VARIABLE]) : null,
    only,
    policies,
    seeds,
    json: values.json ?? null,
    stories: values.stories ?? false,
  };
}

/** Names from a list, apart or joined by commas; all where none is named. */
function known(
  option: string,
  named: readonly string[] | undefined,
  all: readonly string[],
): readonly string[] {
  const asked = (named ?? []).flatMap((names) => names.split(','));
  const strange = asked.filter((name) => !all.includes(name));
  if (strange.length > 0)
    throw new RangeError(`${option} ${strange.join(', ')}: name one of ${all.join(', ')}`);
  return asked.length === 0 ? all : asked;
}

function dataFolder(named: string | undefined): string {
  if (named === undefined)
    throw new RangeError(
      `the streams need their data: --data DIR or ${DATA_VARIABLE}; --only ${FLIGHTS} needs none`,
    );
  const folder = resolve(named);
  if (!existsSync(join(folder, 'hotel_booking')) && !existsSync(join(folder, 'tornado_sine1')))
    throw new RangeError(`${folder} holds neither hotel_booking/ nor tornado_sine1/`);
  return folder;
}
