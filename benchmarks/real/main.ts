import { writeFileSync } from 'node:fs';
import { runCommand } from '../command-line.js';
import type { EpisodeResult } from '../incidents/runs/result.js';
import { playFlights } from './flights/play-flights.js';
import { readOptions, USAGE, type RealOptions } from './options.js';
import { flightTable, nothingWrongLine } from './report/flight-table.js';
import { streamFigures, streamTable } from './report/stream-table.js';
import { playStream, type StreamRun } from './streams/play-stream.js';
import { STREAMS } from './streams/streams.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

async function streams({ data, only, policies, stories }: RealOptions): Promise<readonly StreamRun[]> {
  const runs: StreamRun[] = [];
  const names = Object.keys(STREAMS).filter((name) => data !== null && only.includes(name));
  const total = names.length * policies.length;
  for (const name of names) {
    const stream = STREAMS[name]!(data!);
    for (const policy of policies) {
      const run = await playStream(stream, policy);
      runs.push(run);
      note(`${runs.length} of ${total} streams: ${name} under ${policy}, ${run.seconds.toFixed(0)} s`);
      if (stories) say([`${name} under ${policy}`, ...run.story].join('\n  '));
    }
  }
  return runs;
}

async function flights({ only, seeds, stories }: RealOptions): Promise<readonly EpisodeResult[]> {
  let done = 0;
  return playFlights(seeds, only, (result, total) => {
    done += 1;
    const { generator, seed, ms, incidents, falseActions, story } = result;
    note(`${done} of ${total} weeks of flights: ${generator} ${seed}, ${(ms / 1_000).toFixed(0)} s`);
    if (stories)
      say(
        [
          `${generator} ${seed}`,
          ...incidents.map(
            ({ right, is, wanted }) => `${right ? 'right' : 'wrong'}: ${is}, wanted ${wanted}`,
          ),
          ...falseActions.map((action) => `false: ${action}`),
          ...story,
        ].join('\n  '),
      );
  });
}

async function run(asked: RealOptions): Promise<boolean> {
  const runs = await streams(asked);
  const weeks = await flights(asked);
  if (runs.length > 0) say(streamTable(runs));
  if (weeks.length > 0) say(`${flightTable(weeks)}\n\nNothing wrong: ${nothingWrongLine(weeks)}`);
  if (asked.json !== null)
    writeFileSync(asked.json, JSON.stringify({ streams: streamFigures(runs), flights: weeks }, null, 1));
  return true;
}

await runCommand(() => readOptions(process.argv.slice(2), process.env), USAGE, run);
