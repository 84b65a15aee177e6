import { parentPort, threadId, workerData } from 'node:worker_threads';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { openEngineStore } from '../harness/engine-store.js';
import type { OpenStore } from '../harness/play.js';
import { loadGenerators } from './load-generators.js';
import type { EpisodeKey } from './result.js';
import { runEpisode } from './run-episode.js';

const { files, engine } = workerData as { files: readonly string[]; engine: 'memory' | 'clickhouse' };
const generators = await loadGenerators(files, []);
let episodes = 0;

/** A database of this process and episode, on the ClickHouse of the environment or of the stack that runs. */
const onEngine: OpenStore = async () => {
  const { clickhouse } = readConfiguration({ clickhouse: clickhouseConnection });
  const store = await openEngineStore(clickhouse, `incidents_${process.pid}_${threadId}_${(episodes += 1)}`);
  return { store, close: store.close };
};

parentPort?.on('message', (keys: readonly EpisodeKey[]) => {
  const [{ generator: wanted }] = keys as readonly [EpisodeKey];
  const generator = generators.find(({ name }) => name === wanted);
  if (!generator) throw new RangeError(`no generator ${wanted}`);
  void runEpisode(generator, keys, engine === 'clickhouse' ? onEngine : undefined).then(
    (episodes) => parentPort?.postMessage({ episodes }),
    (error: unknown) =>
      parentPort?.postMessage({
        keys,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
