import { digest } from '@checkride/domain/canonical';
import type { Verdict } from '@checkride/domain/judge/verdict';
import type { Report } from '@checkride/domain/report/report';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import type { Episode } from '../interface.js';
import { Arrivals } from './arrivals.js';
import type { Applied, Decided, JudgingOf, Player } from './player.js';
import type { Replays } from './replays.js';
import { Stage, type RowStore } from './stage.js';

const MINUTE_MS = 60_000;

/** An episode as it went. */
export interface Played {
  readonly decided: readonly Decided[];
  readonly ledger: readonly Applied[];
  /** The verdict in force by minute, as far as it changed. */
  readonly verdicts: readonly { readonly minute: number; readonly verdict: Verdict }[];
  /** Units lost by incident. */
  readonly harm: readonly (readonly number[])[];
  readonly records: number;
  readonly predictions: number;
  readonly windows: number;
  readonly reports: readonly Report[];
  /** The judge's decisions made again from stored evidence; none of other policies. */
  readonly replays: Replays;
}

/** What a play may be asked beside its result. */
export interface PlayOptions {
  readonly keepReports?: boolean;
}

/** An episode as it went under one player, who holds what the controller came to. */
export interface Performance {
  readonly episode: Episode;
  readonly player: Player;
  readonly played: Played;
}

/** Opens an empty store to play an episode on, and tells how it is left. */
export type OpenStore = () => Promise<{
  readonly store: RowStore & PaneStore;
  readonly close: () => Promise<void>;
}>;

/** Plays an episode to its end on virtual time: one closed loop of its minutes, the monitor, what decides and the controller. */
export async function play(
  episode: Episode,
  store: RowStore & PaneStore,
  judgingOf: JudgingOf,
  { keepReports = false }: PlayOptions = {},
): Promise<Played> {
  const [performed] = await perform(new Stage(episode, store, [judgingOf], keepReports));
  return performed!.played;
}

/**
 * Plays an episode with several who decide, each as if alone. They share its records and panes while they make the same
 * world of it; those who left the leader's world are played again from the start, together without the ones who stayed.
 */
export async function playTogether(
  create: () => Episode,
  openStore: OpenStore,
  judgings: readonly JudgingOf[],
): Promise<readonly Performance[]> {
  const performances = new Map<number, Performance>();
  for (;;) {
    const open = [...judgings.keys()].filter((i) => !performances.has(i));
    const [leading, ...others] = open.map((i) => judgings[i]!);
    if (!leading) return [...judgings.keys()].map((i) => performances.get(i)!);
    const { store, close } = await openStore();
    try {
      const stage = new Stage(create(), store, [leading, ...others], false);
      const cast = stage.players;
      for (const performed of await perform(stage))
        performances.set(open[cast.indexOf(performed.player)]!, performed);
    } finally {
      await close();
    }
  }
}

/** Plays what is on stage to the end; returns those who stayed. */
async function perform(stage: Stage): Promise<Performance[]> {
  const { episode } = stage;
  const arrivals = new Arrivals(episode.start);
  const harm: (readonly number[])[] = [];
  let [records, predictions] = [0, 0];
  const momentOf = (minute: number) => ({ minute, now: episode.start + minute * MINUTE_MS });
  for (let index = 0; index < episode.minutes; index += 1) {
    await stage.hear(momentOf(index));
    const { world } = stage;
    const arrived = arrivals.in(index, episode.minute(index, world));
    records += arrived.length;
    for (const { topic } of arrived) if (topic === 'predictions') predictions += 1;
    stage.take(arrived);
    if (episode.harm) harm.push(episode.harm(index, world));
  }
  await stage.hear(momentOf(episode.minutes));
  return stage.players.map((player) => {
    const { decided, ledger, verdicts, windows, reports, replays } = player;
    const played = { decided, ledger, verdicts, harm, records, predictions, windows, reports, replays };
    return { episode, player, played };
  });
}

/** Digest of everything a play decided: equal plays decide the same to the byte. */
export const playDigest = ({ decided, ledger }: Pick<Played, 'decided' | 'ledger'>): string =>
  digest([decided, ledger]);
