import { describe, expect, test } from '@jest/globals';
import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import { badArtifact } from '../generators/bad-artifact.js';
import { baseline, ours } from './judges.js';
import { play, playDigest, type Played } from './play.js';
import { alwaysHold } from '@checkride/domain/policies/always-hold';

/** Odds of a wrong answer × 1.9: the artifact of this seed is bad enough for anybody. */
const SEED = 1;

const playBad = (): Promise<Played> => play(badArtifact.create(SEED, 'medium'), createMemoryPanes(), ours);

describe('a bad artifact on canary', () => {
  test('is rolled back by the contrast of its matured losses, everywhere, to the version before', async () => {
    const { ledger, decided } = await playBad();
    const rollbacks = ledger.filter(({ entry }) => entry.action === 'rollback');
    expect(rollbacks.map(({ entry }) => [entry.answer, entry.target, entry.scope])).toEqual([
      ['applied', 'v1', ['all']],
    ]);
    const decision = decided.find(({ decision: { headline } }) => headline === 'ROLLBACK')?.decision;
    expect(decision).toMatchObject({ rule: 'T5', reason: 'matured_loss_worse_than_control' });
  });

  test('after the rollback no answer comes from it', async () => {
    const episode = badArtifact.create(SEED, 'medium');
    const served: { minute: number; version: string }[] = [];
    const watched: typeof episode = {
      ...episode,
      minute(index, world) {
        const records = episode.minute(index, world);
        for (const { topic, value } of records)
          if (topic === 'predictions') served.push({ minute: index, version: String(Object(value).version) });
        return records;
      },
    };
    const { ledger } = await play(watched, createMemoryPanes(), ours);
    const rolledBack = ledger.find(({ entry }) => entry.action === 'rollback')!.minute;
    // Records may arrive late: an hour is beyond what Pareto(1.5) times five seconds leaves of them here.
    expect(served.filter(({ minute, version }) => minute > rolledBack + 60 && version === 'v2')).toEqual([]);
    expect(
      served.filter(({ minute, version }) => minute < rolledBack && version === 'v2').length,
    ).toBeGreaterThan(100);
  });

  test('is played the same to the byte again', async () => {
    expect(playDigest(await playBad())).toBe(playDigest(await playBad()));
  });

  test('goes on for ever under a policy that always holds', async () => {
    const episode = badArtifact.create(SEED, 'medium');
    const { ledger } = await play(episode, createMemoryPanes(), baseline(alwaysHold));
    expect(ledger.map(({ entry }) => entry.action)).not.toContain('rollback');
    expect(ledger.filter(({ entry }) => entry.action === 'step')).toHaveLength(2);
  });
});
