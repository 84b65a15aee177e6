import { parseArgs } from 'node:util';
import type { TrafficLevel } from '../interface.js';
import { FIRST_RUN } from '../report/first-run.js';
import { OURS, POLICIES } from './policies.js';

/** What a run of the benchmark plays. */
export interface RunOptions {
  readonly only: readonly string[];
  readonly generators: readonly string[];
  readonly seeds: readonly number[];
  readonly traffic: readonly TrafficLevel[];
  readonly policies: readonly string[];
  readonly engine: 'memory' | 'clickhouse';
  readonly warmup: number;
  readonly json: string | null;
  /** Such a file of the first run on final seeds; null for the one kept here, where it is there. */
  readonly first: string | null;
  /** File that every decision of the episodes is written to as people read it. */
  readonly pages: string | null;
  /** File that results are added to, and read from when a run goes on. */
  readonly results: string;
  readonly workers: number;
  readonly stories: boolean;
}

const LEVELS: readonly TrafficLevel[] = ['low', 'medium', 'high'];
const WARMUP_DAYS = 15;

/** Every how many seeds baselines play too. */
export const BASELINE_EVERY = 3;

/** Usage, as printed for `--help`. */
export const USAGE = `npm run bench:incidents -- [options]
  --only NAME        a generator by name; may be repeated
  --generator FILE   generators of a file outside the repository instead of ours; may be repeated
  --seeds N | A-B    how many seeds from 1 on, or which (default 30)
  --traffic LEVEL    low, medium or high; may be repeated (default all)
  --policy NAME      ${[OURS, ...POLICIES.map(({ name }) => name)].join(', ')}; may be repeated (default all)
  --engine ENGINE    memory or clickhouse (default memory)
  --warmup DAYS      warm-up asked of generators (default ${WARMUP_DAYS})
  --quick            one seed, medium traffic, our judge only
  --json FILE        summaries and results as JSON
  --first FILE       such a file of the first run: its accuracy is printed beside (default ${FIRST_RUN})
  --pages FILE       every decision of every episode as "checkride why" prints it; all are played again
  --results FILE     where episodes are noted as they end; a stopped run goes on from it
  --workers N        processes (default 2)
  --stories          what was said in every episode that went wrong`;

/** Reads the command line; throws RangeError for what it cannot mean. */
export function readOptions(args: readonly string[]): RunOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      generator: { type: 'string', multiple: true },
      seeds: { type: 'string' },
      traffic: { type: 'string', multiple: true },
      policy: { type: 'string', multiple: true },
      engine: { type: 'string' },
      warmup: { type: 'string' },
      quick: { type: 'boolean' },
      json: { type: 'string' },
      first: { type: 'string' },
      pages: { type: 'string' },
      results: { type: 'string' },
      workers: { type: 'string' },
      stories: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const quick = values.quick ?? false;
  const engine = values.engine ?? 'memory';
  if (engine !== 'memory' && engine !== 'clickhouse') throw new RangeError(`no engine ${engine}`);
  const traffic = values.traffic ?? (quick ? ['medium'] : LEVELS);
  const strange = traffic.filter((level) => !LEVELS.includes(level as TrafficLevel));
  if (strange.length > 0) throw new RangeError(`no traffic level ${strange.join(', ')}`);
  const known = [OURS, ...POLICIES.map(({ name }) => name)];
  const policies = values.policy ?? (quick ? [OURS] : known);
  const unknown = policies.filter((policy) => !known.includes(policy));
  if (unknown.length > 0) throw new RangeError(`no policy ${unknown.join(', ')}: ${known.join(', ')}`);
  return {
    only: (values.only ?? []).flatMap((names) => names.split(',')),
    generators: values.generator ?? [],
    seeds: seedsOf(values.seeds ?? (quick ? '1' : '30')),
    traffic: traffic as TrafficLevel[],
    policies,
    engine,
    warmup: Number(values.warmup ?? WARMUP_DAYS),
    json: values.json ?? null,
    first: values.first ?? null,
    pages: values.pages ?? null,
    results: values.results ?? `.checkride/bench-incidents-${engine}.jsonl`,
    workers: Number(values.workers ?? 2),
    stories: values.stories ?? false,
  };
}

function seedsOf(text: string): number[] {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  const [first, last] = from === undefined ? [1, Number(text)] : [Number(from), Number(to)];
  if (!Number.isInteger(last) || last < first) throw new RangeError(`--seeds ${text}: write N or A-B`);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
