import { appendFileSync, writeFileSync } from 'node:fs';
import { runCommand } from '../command-line.js';
import { readFirstRun } from './report/first-run.js';
import { printReport } from './report/print-report.js';
import { loadGenerators } from './runs/load-generators.js';
import { BASELINE_EVERY, readOptions, USAGE, type RunOptions } from './runs/options.js';
import { OURS } from './runs/policies.js';
import { playAll } from './runs/pool.js';
import { keyOf, type EpisodeKey, type FailedEpisode } from './runs/result.js';
import { codeDigest, ResultsFile } from './runs/results-file.js';

/** Plays what was asked for and reports it; false where an episode failed. */
async function run(asked: RunOptions): Promise<boolean> {
  const first = readFirstRun(asked.first);
  const generators = await loadGenerators(asked.generators, asked.only);
  const keys = generators.flatMap(({ name: generator }) =>
    asked.traffic.flatMap((traffic) =>
      asked.policies.flatMap((policy) =>
        asked.seeds
          .filter((_, i) => policy === OURS || asked.policies.length === 1 || i % BASELINE_EVERY === 0)
          .map((seed): EpisodeKey => ({ generator, seed, traffic, policy, warmup: asked.warmup })),
      ),
    ),
  );
  const file = new ResultsFile(asked.results, codeDigest(process.cwd()));
  const open = asked.pages === null ? keys.filter((key) => !file.results.has(keyOf(key))) : keys;
  if (asked.pages !== null) writeFileSync(asked.pages, '');
  const began = performance.now();
  const failed: FailedEpisode[] = [];
  process.stderr.write(`${keys.length} episodes, ${keys.length - open.length} known from ${asked.results}\n`);
  let done = 0;
  const progress = (episodes: number): void => {
    done += episodes;
    const seconds = (performance.now() - began) / 1_000;
    const left = (seconds / done) * (open.length - done);
    process.stderr.write(
      `\r${done} of ${open.length} in ${seconds.toFixed(0)} s, about ${left.toFixed(0)} s left   `,
    );
  };
  await playAll(
    open,
    { workers: asked.workers, files: asked.generators, engine: asked.engine },
    {
      played(episodes) {
        for (const { result, pages } of episodes) {
          file.add(result);
          if (asked.pages !== null) appendFileSync(asked.pages, pages);
        }
        progress(episodes.length);
      },
      failed(key, error) {
        failed.push({ ...key, error });
        process.stderr.write(`\n${keyOf(key)} failed: ${error}\n`);
        progress(1);
      },
    },
  );
  process.stderr.write('\n');
  printReport(
    asked,
    keys.flatMap((key) => file.results.get(keyOf(key)) ?? []),
    failed,
    first,
  );
  return failed.length === 0;
}

await runCommand(() => readOptions(process.argv.slice(2)), USAGE, run);
