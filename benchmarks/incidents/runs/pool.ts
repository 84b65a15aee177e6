import { Worker } from 'node:worker_threads';
import type { EpisodeKey, EpisodeResult } from './result.js';

type Answer =
  | { readonly result: EpisodeResult; readonly pages: string }
  | { readonly key: EpisodeKey; readonly error: string };

/** Rows outlive a small young generation: scavenging them over and over cost a twentieth of a run. */
const YOUNG_MB = 96;

/** Plays episodes in several threads; an episode that throws is told and left out, the others go on. */
export async function playAll(
  keys: readonly EpisodeKey[],
  of: {
    readonly workers: number;
    readonly files: readonly string[];
    readonly engine: 'memory' | 'clickhouse';
  },
  on: {
    readonly result: (result: EpisodeResult, pages: string) => void;
    readonly failed: (key: EpisodeKey, error: string) => void;
  },
): Promise<void> {
  const queue = [...keys];
  await Promise.all(
    Array.from({ length: Math.min(of.workers, keys.length) }, async () => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), {
        workerData: { files: of.files, engine: of.engine },
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      });
      await new Promise<void>((resolve, reject) => {
        const next = (): void => {
          const key = queue.shift();
          if (key) worker.postMessage(key);
          else resolve();
        };
        worker.on('error', reject);
        worker.on('message', (answer: Answer) => {
          if ('result' in answer) on.result(answer.result, answer.pages);
          else on.failed(answer.key, answer.error);
          next();
        });
        next();
      });
      await worker.terminate();
    }),
  );
}
