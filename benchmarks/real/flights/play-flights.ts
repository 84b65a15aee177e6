import type { EpisodeResult } from '../../incidents/runs/result.js';
import { OURS } from '../../incidents/runs/policies.js';
import { runEpisode } from '../../incidents/runs/run-episode.js';
import { FAULTS } from './faults.js';
import { flightGenerator, NOTHING_WRONG } from './flight-episode.js';
import { loadFlights } from './flight-table.js';

/** One fault is played for every so many divisions with nothing wrong. */
const FAULTS_ONE_IN = 4;

/** What is played of the flights, by name: one without any fault, the others with one each. */
export const FLIGHT_KINDS: readonly string[] = [NOTHING_WRONG, ...Object.keys(FAULTS)];

/** Plays real flights: `seeds` divisions with nothing wrong, a quarter as many of each fault, of the kinds asked for. */
export async function playFlights(
  seeds: number,
  kinds: readonly string[],
  each: (result: EpisodeResult, total: number) => void,
): Promise<readonly EpisodeResult[]> {
  const asked = FLIGHT_KINDS.filter((kind) => kinds.includes(kind)).flatMap((kind) =>
    seedsUpTo(kind === NOTHING_WRONG ? seeds : Math.ceil(seeds / FAULTS_ONE_IN)).map(
      (seed) => [kind, seed] as const,
    ),
  );
  if (asked.length === 0) return [];
  const table = await loadFlights();
  const results: EpisodeResult[] = [];
  for (const [kind, seed] of asked) {
    const generator = flightGenerator(table, kind);
    const key = { generator: kind, seed, traffic: 'medium', policy: OURS, warmup: 0 } as const;
    for (const { result } of await runEpisode(generator, [key])) {
      results.push(result);
      each(result, asked.length);
    }
  }
  return results;
}

const seedsUpTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
