import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import { policyNamed } from '@checkride/domain/policies/policies';
import { baseline, ours } from '../../incidents/harness/judges.js';
import { play, type Played } from '../../incidents/harness/play.js';
import { OURS } from '../../incidents/runs/policies.js';
import type { Stream } from './stream.js';
import { StreamEpisode } from './stream-episode.js';

/** A stream as it went under one policy. */
export interface StreamRun {
  readonly stream: string;
  readonly policy: string;
  readonly scores: Float64Array;
  readonly truths: Uint8Array;
  /** Trainings ordered, and how many labelled rows each found. */
  readonly trainings: readonly number[];
  /** Trained versions that took traffic. */
  readonly released: number;
  readonly rolledBack: number;
  readonly windows: number;
  readonly seconds: number;
  /** What was said, when it changed: day, headline, rule, reason. */
  readonly story: readonly string[];
}

/** Plays a stream from start to end under a policy. */
export async function playStream(stream: Stream, policy: string): Promise<StreamRun> {
  const began = performance.now();
  const episode = new StreamEpisode(stream);
  const judging = policy === OURS ? ours : baseline(policyNamed(policy));
  const played = await play(episode, createMemoryPanes(), judging);
  const applied = (action: string): number =>
    played.ledger.filter(({ entry }) => entry.action === action && entry.answer === 'applied').length;
  return {
    stream: stream.name,
    policy,
    scores: episode.scores,
    truths: Uint8Array.from(stream.rows, ({ truth }) => truth),
    trainings: episode.trainings,
    released: applied('release'),
    rolledBack: applied('rollback'),
    windows: played.windows,
    seconds: (performance.now() - began) / 1_000,
    story: storyOf(played),
  };
}

const storyOf = ({ decided }: Played): string[] =>
  decided
    .filter(({ decision }) => !decision.heartbeat)
    .map(
      ({ minute, decision: { headline, rule, scope, reason } }) =>
        `day ${(minute / 1_440).toFixed(1)} ${headline} ${rule} ${scope.join('&')} ${reason}`,
    );
