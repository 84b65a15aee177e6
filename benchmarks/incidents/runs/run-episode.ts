import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import { checkedEpisode } from '../harness/check-episode.js';
import { baseline, ours } from '../harness/judges.js';
import { playDigest, playTogether, type OpenStore, type Performance } from '../harness/play.js';
import type { JudgingOf } from '../harness/player.js';
import type { IncidentGenerator } from '../interface.js';
import { scoreEpisode } from '../score/score-episode.js';
import { OURS, POLICIES } from './policies.js';
import { pagesOf } from './pages.js';
import { keyOf, type EpisodeKey, type EpisodeResult } from './result.js';

const memoryStore: OpenStore = async () => ({ store: createMemoryPanes(), close: async () => undefined });

/** An episode as it was met, and what was decided as people read it. */
export interface PlayedEpisode {
  readonly result: EpisodeResult;
  readonly pages: string;
}

/** Plays and scores one episode under several policies: keys that differ in those only. */
export async function runEpisode(
  generator: IncidentGenerator,
  keys: readonly EpisodeKey[],
  openStore: OpenStore = memoryStore,
): Promise<PlayedEpisode[]> {
  const began = performance.now();
  const [{ seed, traffic, warmup }] = keys as readonly [EpisodeKey];
  const performances = await playTogether(
    () => checkedEpisode(generator.create(seed, traffic, { warmupDays: warmup })),
    openStore,
    keys.map(({ policy }) => judgingOf(policy)),
  );
  const ms = Math.round((performance.now() - began) / keys.length);
  return performances.map((performed, i) => {
    const key = keys[i]!;
    const { decided } = performed.played;
    return { result: { ...key, ...resultOf(performed), ms }, pages: pagesOf(keyOf(key), decided) };
  });
}

function resultOf({ episode, player, played }: Performance): Omit<EpisodeResult, keyof EpisodeKey | 'ms'> {
  return {
    ...scoreEpisode(episode, played, player.life.record.contract, player.view.seen),
    days: episode.minutes / 1_440,
    digest: playDigest(played),
    records: played.records,
    windows: played.windows,
    replays: played.replays,
    story: played.decided
      .filter(({ decision }) => !decision.heartbeat)
      .slice(0, 40)
      .map(({ minute, decision }) => `${minute} ${decision.headline} ${decision.rule} ${decision.reason}`),
  };
}

function judgingOf(policy: string): JudgingOf {
  if (policy === OURS) return ours;
  const maker = POLICIES.find(({ name }) => name === policy);
  if (!maker)
    throw new RangeError(`no policy ${policy}: ${[OURS, ...POLICIES.map(({ name }) => name)].join(', ')}`);
  return baseline(maker);
}
