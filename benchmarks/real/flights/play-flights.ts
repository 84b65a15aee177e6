import type { EpisodeResult } from '../../incidents/runs/result.js';
import { OURS } from '../../incidents/runs/policies.js';
import { runEpisode } from '../../incidents/runs/run-episode.js';
import { FAULTS } from './faults.js';
import { flightGenerator } from './flight-episode.js';
import { loadFlights } from './flight-table.js';

/** One fault is played for every so many divisions with nothing wrong. */
const FAULTS_ONE_IN = 4;

/** Plays real flights: `seeds` divisions with nothing wrong, a quarter as many of each fault. */
export async function playFlights(
  seeds: number,
  each: (result: EpisodeResult, total: number) => void,
): Promise<readonly EpisodeResult[]> {
  const table = await loadFlights();
  const asked: (readonly [fault: string | null, seed: number])[] = [
    ...seedsUpTo(seeds).map((seed) => [null, seed] as const),
    ...Object.keys(FAULTS).flatMap((fault) =>
      seedsUpTo(Math.ceil(seeds / FAULTS_ONE_IN)).map((seed) => [fault, seed] as const),
    ),
  ];
  const results: EpisodeResult[] = [];
  for (const [fault, seed] of asked) {
    const generator = flightGenerator(table, fault);
    const key = { generator: generator.name, seed, traffic: 'medium', policy: OURS, warmup: 0 } as const;
    const result = await runEpisode(generator, key);
    results.push(result);
    each(result, asked.length);
  }
  return results;
}

const seedsUpTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
