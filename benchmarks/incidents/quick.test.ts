import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { CATALOGUE } from './generators/catalogue.js';
import type { EpisodeResult, FailedEpisode } from './runs/result.js';
import type { Summary } from './score/summary.js';

interface Told {
  readonly overall: readonly [Summary];
  readonly results: readonly EpisodeResult[];
  readonly failed: readonly FailedEpisode[];
}

/** One seed of every type as people play it, by the compiled benchmark: its threads take every core. */
async function playQuick(): Promise<Told> {
  const folder = await mkdtemp(join(tmpdir(), 'checkride-quick-'));
  try {
    const json = join(folder, 'quick.json');
    const files = ['--results', join(folder, 'results.jsonl'), '--json', json];
    const main = join('benchmarks', 'dist', 'incidents', 'main.js');
    await promisify(execFile)(process.execPath, [main, '--quick', ...files]);
    return JSON.parse(await readFile(json, 'utf8')) as Told;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('one seed of every type is played to its end, replays to the byte and keeps the promises', async () => {
  const { results, failed, overall } = await playQuick();
  expect(failed).toEqual([]);
  expect(results.map(({ generator }) => generator)).toEqual(CATALOGUE.map(({ name }) => name));
  // Every episode lasts two days or more, and every day something is decided, be it the same again.
  expect(results.filter(({ replays }) => replays.decisions < 2)).toEqual([]);
  expect(results.filter(({ replays }) => replays.same < replays.decisions)).toEqual([]);
  // docs/guarantees.md: .005 a release (G1), one a model-year each for quarantines, retrainings and holds (G2).
  const [{ falseActions, quietDays, releases }] = overall;
  expect(falseActions).toBeLessThanOrEqual(0.005 * releases + (3 * quietDays) / 365);
}, 900_000);
