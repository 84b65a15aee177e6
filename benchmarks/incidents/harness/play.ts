import { digest } from '@checkride/domain/canonical';
import type { Decision, Tick } from '@checkride/domain/judge/decision';
import type { Verdict } from '@checkride/domain/judge/verdict';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { Report } from '@checkride/domain/report/report';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import type { Episode, World } from '../interface.js';
import { Arrivals } from './arrivals.js';
import type { Replays } from './replays.js';
import { Stage, type RowStore } from './stage.js';

const MINUTE_MS = 60_000;

/** Something that decides: reports of one model in, decisions out. */
export type Judging = (report: Report) => readonly Decision[];

/** A decision, and the minute from which it shows. */
export interface Decided {
  readonly minute: number;
  readonly decision: Decision;
}

/** An entry of the ledger, and the minute from which what it did shows. */
export interface Applied {
  readonly minute: number;
  readonly entry: LedgerEntry;
}

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

/** Plays an episode to its end on virtual time: one closed loop of its minutes, the monitor, what decides and the controller. */
export async function play(
  episode: Episode,
  store: RowStore & PaneStore,
  judgingOf: (stage: Stage) => Judging,
  { keepReports = false }: PlayOptions = {},
): Promise<Played> {
  const stage = new Stage(episode, store);
  const { life, view, monitor, runner } = stage;
  const judging = judgingOf(stage);
  const arrivals = new Arrivals(episode.start);
  const decided: Decided[] = [];
  const ledger: Applied[] = [];
  const verdicts: { minute: number; verdict: Verdict }[] = [];
  const harm: (readonly number[])[] = [];
  const reports: Report[] = [];
  let [records, predictions, windows, told] = [0, 0, 0, 0];

  const hear = async (minute: number): Promise<void> => {
    const now = episode.start + minute * MINUTE_MS;
    runner.settle(now, (version, { data }) => {
      if (data.kind === 'stored')
        view.retrained.push({ version, trainedFrom: data.from, trainedUntil: data.until, at: now });
    });
    stage.freeze(now);
    stage.examine(now);
    await monitor.close(now);
    for (let ready = monitor.ready(now); ready.length > 0; ready = monitor.ready(now))
      for (const report of ready) {
        windows += 1;
        if (keepReports) reports.push(report);
        const decisions = judging(report);
        for (const decision of decisions) {
          decided.push({ minute, decision });
          verdicts.push({ minute, verdict: decision.vector });
        }
        life.hear(decisions, tickOf(report), now);
      }
    for (; told < life.state.ledger_seq; told += 1)
      ledger.push({ minute, entry: life.entries.get(told + 1)! });
  };

  for (let index = 0; index < episode.minutes; index += 1) {
    await hear(index);
    const world: World = view.of(life);
    const arrived = arrivals.in(index, episode.minute(index, world));
    records += arrived.length;
    for (const { topic } of arrived) if (topic === 'predictions') predictions += 1;
    stage.take(arrived);
    if (episode.harm) harm.push(episode.harm(index, world));
  }
  await hear(episode.minutes);
  return { decided, ledger, verdicts, harm, records, predictions, windows, reports, replays: stage.replays };
}

const tickOf = (report: Report): Tick => ({
  model: report.model,
  window: report.window,
  evidence_seq: report.seq,
  evidence_digest: '',
});

/** Digest of everything a play decided: equal plays decide the same to the byte. */
export const playDigest = ({ decided, ledger }: Played): string => digest([decided, ledger]);
