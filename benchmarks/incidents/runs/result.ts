import type { TrafficLevel } from '../interface.js';
import type { Replays } from '../harness/replays.js';
import type { EpisodeScore } from '../score/score-episode.js';

/** Which episode was played under which policy. */
export interface EpisodeKey {
  readonly generator: string;
  readonly seed: number;
  readonly traffic: TrafficLevel;
  readonly policy: string;
  readonly warmup: number;
}

/** An episode as it was met: a line of the results file. */
export interface EpisodeResult extends EpisodeKey, EpisodeScore {
  readonly days: number;
  /** Digest of all that was decided. */
  readonly digest: string;
  readonly records: number;
  readonly windows: number;
  /** The judge's decisions made again from stored evidence; none of other policies. */
  readonly replays: Replays;
  /** Wall time, ms; of policies played together an even part. */
  readonly ms: number;
  /** Rules and headlines in the order they were said. */
  readonly story: readonly string[];
}

/** An episode that threw, and what it said. */
export interface FailedEpisode extends EpisodeKey {
  readonly error: string;
}

/** A key as one text. */
export const keyOf = ({ generator, seed, traffic, policy, warmup }: EpisodeKey): string =>
  `${generator}/${traffic}/${seed}/${policy}/${warmup}`;
