import { parentPort, workerData } from 'node:worker_threads';
import { loadGenerators } from './load-generators.js';
import type { EpisodeKey } from './result.js';
import { runEpisode } from './run-episode.js';

const { files } = workerData as { files: readonly string[] };
const generators = await loadGenerators(files, []);

parentPort?.on('message', (key: EpisodeKey) => {
  const generator = generators.find(({ name }) => name === key.generator);
  if (!generator) throw new RangeError(`no generator ${key.generator}`);
  void runEpisode(generator, key).then(
    (result) => parentPort?.postMessage({ result }),
    (error: unknown) =>
      parentPort?.postMessage({
        key,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
