import { Worker } from 'node:worker_threads';
import { keyOf, type EpisodeKey } from './result.js';
import type { PlayedEpisode } from './run-episode.js';

type Answer =
  | { readonly episodes: readonly PlayedEpisode[] }
  | { readonly keys: readonly EpisodeKey[]; readonly error: string };

/** Rows outlive a small young generation: scavenging them over and over cost a twentieth of a run. */
const YOUNG_MB = 96;

/**
 * Plays episodes in several threads, those that differ in their policies only together; an episode that throws is told
 * and left out, the others go on.
 */
export async function playAll(
  keys: readonly EpisodeKey[],
  of: {
    readonly workers: number;
    readonly files: readonly string[];
    readonly engine: 'memory' | 'clickhouse';
  },
  on: {
    readonly played: (episodes: readonly PlayedEpisode[]) => void;
    readonly failed: (key: EpisodeKey, error: string) => void;
  },
): Promise<void> {
  const queue = byEpisode(keys);
  await Promise.all(
    Array.from({ length: Math.min(of.workers, queue.length) }, async () => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), {
        workerData: { files: of.files, engine: of.engine },
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      });
      await new Promise<void>((resolve, reject) => {
        const next = (): void => {
          const together = queue.shift();
          if (together) worker.postMessage(together);
          else resolve();
        };
        worker.on('error', reject);
        worker.on('message', (answer: Answer) => {
          if ('episodes' in answer) on.played(answer.episodes);
          // Of several policies one may have thrown: each is played again by itself.
          else if (answer.keys.length > 1) queue.unshift(...answer.keys.map((key) => [key]));
          else on.failed(answer.keys[0]!, answer.error);
          next();
        });
        next();
      });
      await worker.terminate();
    }),
  );
}

/** Keys that differ in their policies only, together. */
function byEpisode(keys: readonly EpisodeKey[]): EpisodeKey[][] {
  const episodes = new Map<string, EpisodeKey[]>();
  for (const key of keys) {
    const episode = keyOf({ ...key, policy: '' });
    const there = episodes.get(episode);
    if (there) there.push(key);
    else episodes.set(episode, [key]);
  }
  return [...episodes.values()];
}
