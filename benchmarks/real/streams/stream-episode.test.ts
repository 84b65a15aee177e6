import { beforeAll, describe, expect, test } from '@jest/globals';
import { Random } from '../../incidents/traffic/random.js';
import { playStream, type StreamRun } from './play-stream.js';
import { answerFigures, gainOver } from './figures.js';
import { evenly, type Stream } from './stream.js';
import { StreamEpisode } from './stream-episode.js';

const DAY_MS = 86_400_000;
const ROWS = 16_000;
const TURN = 10_000;

/** Two numbers and a truth that follows the larger one, noisily, and from row 10 000 on the smaller one. */
function turning(): Stream {
  const random = new Random(1);
  const examples = Array.from({ length: ROWS }, (_, i) => {
    const [x, y] = [random.uniform(), random.uniform()];
    const sound = random.chance(0.9);
    return { cells: [x, y], truth: (x > y === i < TURN) === sound ? (1 as const) : (0 as const) };
  });
  return {
    name: 'turning',
    columns: [
      { name: 'x', kind: 'number' },
      { name: 'y', kind: 'number' },
    ],
    ...evenly(examples, { from: 0, every: DAY_MS / 500, delay: 3_600_000, trained: 1_000 }),
    windows: { base: '1h', drift: '1d' },
    labels: { horizon: '2h', at_most: '2h' },
  };
}

describe('a stream whose relation turns round', () => {
  let [never, ours]: StreamRun[] = [];
  beforeAll(async () => {
    const stream = turning();
    never = await playStream(stream, 'always-hold');
    ours = await playStream(stream, 'checkride');
  });

  test('is answered by the first version for ever where nobody retrains', () => {
    expect(never!.trainings).toEqual([]);
    // Wrong on one row in ten or so before the turn (5/8 … of what is asked), on nine in ten behind it.
    expect(answerFigures(never!.scores, never!.truths).wrong).toBeGreaterThan(0.35);
  });

  test('is retrained on once, on rows behind the turn, and answered better from then on', () => {
    expect(ours!.trainings).toHaveLength(1);
    expect(ours!.released).toBe(1);
    const gain = gainOver(never!.scores, ours!.scores, ours!.truths);
    expect(gain.fewerWrong - gain.fewerWrongBy).toBeGreaterThan(2_000);
  });
});

describe('training in a stream', () => {
  test('takes rows of the range whose truth is known by then, and none that are quarantined', () => {
    const stream = turning();
    const episode = new StreamEpisode(stream);
    const from = stream.start;
    const trained = (until: number, at: number, quarantined: readonly (readonly [number, number])[] = []) =>
      episode.train({ from, until, at, quarantined }).gates?.['rows'];
    expect(trained(from + DAY_MS, from + 2 * DAY_MS)).toBe(500);
    // Truth comes an hour later: of the first day 23 hours are known at its end, 480 rows and the one on the hour.
    expect(trained(from + DAY_MS, from + DAY_MS)).toBe(480);
    expect(trained(from + DAY_MS, from + 2 * DAY_MS, [[from, from + DAY_MS / 2]])).toBe(250);
  });
});
