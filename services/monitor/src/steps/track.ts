import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { HeadState } from '../head.js';
import type { WindowEvidence } from './evidence.js';

/** Windows counted but not reported yet. */
export interface PendingWindow {
  readonly evidence: WindowEvidence;
  readonly record: ModelRecord;
  /** When it was counted, ms of a clock that never goes back. */
  readonly countedAt: number;
}

/** What this owner of a model's partition works on. Thrown away with the ownership: all of it can be made again. */
export interface Track {
  readonly model: string;
  /** Taking of the partition this belongs to. */
  readonly taking: number;
  /** Head of the last report; null until the first window is known. */
  head: HeadState | null;
  /** Windows before this (ms) were searched for the model's first answer. */
  searched: number;
  pending: PendingWindow[];
  /** Counting plans and number of routes that the tables hold. */
  readonly plans: Set<string>;
  routes: number;
  /** Since when its few closable windows wait for more (ms of the clock of `countedAt`); null while none do. */
  heldSince: number | null;
}

/** A track that goes on behind a head. */
export const trackOf = (model: string, taking: number, head: HeadState | null): Track => ({
  model,
  taking,
  head,
  searched: 0,
  pending: [],
  plans: new Set(),
  routes: 0,
  heldSince: null,
});

/** Start of the next window to count. */
export const nextToCount = ({ head, pending }: Track): number | undefined =>
  pending.at(-1)?.evidence.window[1] ?? head?.next;

/** Whether the model's first window is known. */
export const hasBegun = (track: Track): track is Track & { head: HeadState } => track.head !== null;
