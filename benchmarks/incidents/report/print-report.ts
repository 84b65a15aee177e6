import { writeFileSync } from 'node:fs';
import type { RunOptions } from '../runs/options.js';
import { keyOf, type EpisodeResult, type FailedEpisode } from '../runs/result.js';
import { summarise } from '../score/summary.js';
import type { FirstRun } from './first-run.js';
import { falseActionLine, mainTable, undecidableTable } from './table.js';

/** Prints tables of the results of a run and what failed in it, and writes both as JSON where that is asked. */
export function printReport(
  asked: RunOptions,
  results: readonly EpisodeResult[],
  failed: readonly FailedEpisode[],
  first: FirstRun | null,
): void {
  const names = [...new Set(results.map(({ generator }) => generator))];
  const of = (policy: string, name?: string): EpisodeResult[] =>
    results.filter((result) => result.policy === policy && (name === undefined || result.generator === name));
  const byType = names.flatMap((name) =>
    asked.policies.map((policy) => summarise(name, policy, of(policy, name))),
  );
  const overall = asked.policies.map((policy) => summarise('all', policy, of(policy)));
  const said = [
    mainTable([...byType, ...overall], first),
    undecidableTable([...byType, ...overall]),
    overall.map(falseActionLine).join('\n'),
    replayLine(results),
    speedLine(results, failed.length),
    ...(asked.stories ? [stories(results)] : []),
    ...(failed.length > 0 ? [failures(failed)] : []),
  ];
  process.stdout.write(`${said.join('\n\n')}\n`);
  if (asked.json !== null)
    writeFileSync(asked.json, JSON.stringify({ byType, overall, results, failed }, null, 1));
}

function speedLine(results: readonly EpisodeResult[], failed: number): string {
  const sum = (of: (result: EpisodeResult) => number): number =>
    results.reduce((total, one) => total + of(one), 0);
  const [ms, records, windows] = [
    sum(({ ms: of }) => of),
    sum((one) => one.records),
    sum((one) => one.windows),
  ];
  const each = (n: number): string => ((ms * 1_000) / Math.max(1, n)).toFixed(1);
  return `${results.length} episodes, ${failed} failed, ${(ms / Math.max(1, results.length)).toFixed(0)} ms each: ${each(records)} µs a record, ${each(windows)} µs a window`;
}

/** How many of the judge's decisions came out the same to the byte when they were made again. */
function replayLine(results: readonly EpisodeResult[]): string {
  const decisions = results.reduce((sum, { replays }) => sum + replays.decisions, 0);
  const same = results.reduce((sum, { replays }) => sum + replays.same, 0);
  const share = decisions === 0 ? '–' : `${((100 * same) / decisions).toFixed(2)} %`;
  return `${same} of ${decisions} decisions of the judge replay to the byte (${share})`;
}

const failures = (failed: readonly FailedEpisode[]): string =>
  ['failed:', ...failed.map((one) => `  ${keyOf(one)}: ${one.error.split('\n')[0]}`)].join('\n');

const stories = (results: readonly EpisodeResult[]): string =>
  results
    .filter(
      ({ incidents, falseActions }) =>
        falseActions.length > 0 || incidents.some(({ decidable, right }) => decidable && !right),
    )
    .map((result) =>
      [
        keyOf(result),
        ...result.incidents.map(
          ({ onset, deadline, is, wanted, right, floorStar }) =>
            `  ${right ? 'right' : 'wrong'} ${onset}–${deadline} floor* ${floorStar?.toFixed(0) ?? '–'}\n    is     ${is}\n    wanted ${wanted}`,
        ),
        ...result.falseActions.map((action) => `  false: ${action}`),
        ...result.story.map((line) => `    ${line}`),
      ].join('\n'),
    )
    .join('\n');
