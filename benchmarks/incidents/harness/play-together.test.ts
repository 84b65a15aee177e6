import { describe, expect, test } from '@jest/globals';
import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import { POLICIES } from '@checkride/domain/policies/policies';
import { candidateNulls } from '../generators/candidate-nulls.js';
import { crashLoop } from '../generators/crash-loop.js';
import { scheduledRetrain } from '../generators/scheduled-retrain.js';
import type { Episode } from '../interface.js';
import { baseline, ours } from './judges.js';
import { play, playTogether } from './play.js';
import type { JudgingOf } from './player.js';

const EVERYBODY: readonly JudgingOf[] = [ours, ...POLICIES.map(baseline)];

/** The first minutes of an episode: enough for everybody to have gone his way. */
const beginningOf = (episode: Episode, minutes: number): Episode => ({ ...episode, minutes });

/** Plays all together; tells how many stages it took too. */
async function together(create: () => Episode) {
  let stages = 0;
  const performances = await playTogether(
    create,
    async () => {
      stages += 1;
      return { store: createMemoryPanes(), close: async () => undefined };
    },
    EVERYBODY,
  );
  return { stages, performances };
}

describe('policies played together', () => {
  test.each([
    ['a crash, for which most roll back', () => beginningOf(crashLoop.create(2, 'low'), 1_500)],
    ['inputs that are missing, which few see', () => beginningOf(candidateNulls.create(1, 'low'), 2_400)],
    ['trainings, whose versions are released', () => beginningOf(scheduledRetrain.create(1, 'low'), 11_000)],
  ])(
    '%s: each decides as if it were alone',
    async (_name, create: () => Episode) => {
      const { performances, stages } = await together(create);
      // Some act differently, and some alike: neither everybody in one world nor everybody in one of his own.
      expect(stages).toBeGreaterThan(1);
      expect(stages).toBeLessThan(EVERYBODY.length);
      for (const [i, { played }] of performances.entries())
        expect(played).toEqual(await play(create(), createMemoryPanes(), EVERYBODY[i]!));
    },
    300_000,
  );
});
