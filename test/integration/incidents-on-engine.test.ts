import { expect, test } from '@jest/globals';
import { clickhouseConnection } from '@checkride/platform/clickhouse-connection';
import { readConfiguration } from '@checkride/platform/env';
import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import { badArtifact } from '../../benchmarks/incidents/generators/bad-artifact.js';
import { openEngineStore } from '../../benchmarks/incidents/harness/engine-store.js';
import { ours } from '../../benchmarks/incidents/harness/judges.js';
import { play, playDigest } from '../../benchmarks/incidents/harness/play.js';
import type { Episode } from '../../benchmarks/incidents/interface.js';
import { sharedStack, uniqueName } from '../support/stack.js';

/** The hours of an episode around its release, so that the engine has forty windows to count. */
function aroundOnset(episode: Episode, minutes: number): Episode {
  const first = episode.incidents[0]!.onset - 60;
  const world = { shares: {}, paused: false, quarantined: [], retrained: [] };
  for (let index = 0; index < first; index += 1) episode.minute(index, world);
  return {
    ...episode,
    start: episode.start + first * 60_000,
    minutes,
    incidents: [],
    minute: (index, now) => episode.minute(first + index, now),
  };
}

test('an episode on the engine is decided as in memory, to the byte', async () => {
  const create = (): Episode => aroundOnset(badArtifact.create(1, 'medium'), 200);
  const { environment } = await sharedStack();
  const { clickhouse } = readConfiguration({ clickhouse: clickhouseConnection }, environment);
  const engine = await openEngineStore(clickhouse, uniqueName('incidents'));
  const inMemory = await play(create(), createMemoryPanes(), ours, { keepReports: true });
  const onEngine = await play(create(), engine, ours, { keepReports: true }).finally(() => engine.close());
  expect(onEngine.reports.flatMap(({ contrasts }) => contrasts).length).toBeGreaterThan(100);
  expect(onEngine.reports).toEqual(inMemory.reports);
  expect(playDigest(onEngine)).toBe(playDigest(inMemory));
}, 300_000);
