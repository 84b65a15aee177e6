import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import { checkedEpisode } from '../harness/check-episode.js';
import { baseline, ours } from '../harness/judges.js';
import { play, playDigest, type Judging } from '../harness/play.js';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import type { RowStore, Stage } from '../harness/stage.js';
import type { IncidentGenerator } from '../interface.js';
import { scoreEpisode } from '../score/score-episode.js';
import { OURS, POLICIES } from './policies.js';
import { pagesOf } from './pages.js';
import { keyOf, type EpisodeKey, type EpisodeResult } from './result.js';

/** Opens the store an episode is played on, and how it is left. */
export type OpenStore = () => Promise<{
  readonly store: RowStore & PaneStore;
  readonly close: () => Promise<void>;
}>;

const memoryStore: OpenStore = async () => ({ store: createMemoryPanes(), close: async () => undefined });

/** Plays and scores one episode; `pages` is what was decided, as people read it. */
export async function runEpisode(
  generator: IncidentGenerator,
  key: EpisodeKey,
  openStore: OpenStore = memoryStore,
): Promise<{ readonly result: EpisodeResult; readonly pages: string }> {
  const began = performance.now();
  const episode = checkedEpisode(generator.create(key.seed, key.traffic, { warmupDays: key.warmup }));
  let stage: Stage | undefined;
  const judging = judgingOf(key.policy);
  const { store, close } = await openStore();
  const played = await play(episode, store, (on) => {
    stage = on;
    return judging(on);
  }).finally(close);
  const score = scoreEpisode(episode, played, stage!.life.record.contract, stage!.view.seen);
  const result: EpisodeResult = {
    ...key,
    ...score,
    days: episode.minutes / 1_440,
    digest: playDigest(played),
    records: played.records,
    windows: played.windows,
    replays: played.replays,
    ms: Math.round(performance.now() - began),
    story: played.decided
      .filter(({ decision }) => !decision.heartbeat)
      .slice(0, 40)
      .map(({ minute, decision }) => `${minute} ${decision.headline} ${decision.rule} ${decision.reason}`),
  };
  return { result, pages: pagesOf(keyOf(key), played.decided) };
}

function judgingOf(policy: string): (stage: Stage) => Judging {
  if (policy === OURS) return ours;
  const maker = POLICIES.find(({ name }) => name === policy);
  if (!maker)
    throw new RangeError(`no policy ${policy}: ${[OURS, ...POLICIES.map(({ name }) => name)].join(', ')}`);
  return baseline(maker);
}
