import type { Change } from '@checkride/domain/events/change';
import type { Decision, Tick } from '@checkride/domain/judge/decision';
import type { Verdict } from '@checkride/domain/judge/verdict';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { ControllerState } from '@checkride/domain/lifecycle/state';
import type { Report } from '@checkride/domain/report/report';
import type { CountedLetter } from '@checkride/monitor/steps/dead-letter-counts';
import type { World } from '../interface.js';
import { Life } from './life.js';
import type { Replays } from './replays.js';
import { VirtualRunner, type TrainingSite } from './training.js';
import { Reporter, type CountedWindows } from './virtual-monitor.js';
import { WorldView } from './world-view.js';

/** Something that decides: reports of one model in, decisions out. */
export type Judging = (report: Report) => readonly Decision[];

/** How an episode is decided, given who plays it. */
export type JudgingOf = (player: Player) => Judging;

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

/** A moment of an episode: a minute and its time, ms. */
export interface Moment {
  readonly minute: number;
  readonly now: number;
}

/** Where a player plays: what versions are made of, and who trains them. */
export interface Site extends TrainingSite {
  digestOf(version: string): string;
}

/** Who decides in an episode, with the controller and the runner that do what is decided, and all that came of it. */
export class Player {
  readonly life: Life;
  readonly view: WorldView;
  readonly decided: Decided[] = [];
  readonly ledger: Applied[] = [];
  readonly verdicts: { minute: number; verdict: Verdict }[] = [];
  readonly reports: Report[] = [];
  windows = 0;
  /** What came of making decisions again; nothing where nobody does. */
  replays: Replays = { decisions: 0, same: 0 };
  private readonly reporter: Reporter;
  private readonly runner: VirtualRunner;
  private readonly judging: Judging;
  private told = 0;
  private made: { state: ControllerState; shares: World['shares']; text: string } | null = null;

  constructor(
    written: Record<string, unknown> & { readonly model: string },
    site: Site,
    judgingOf: JudgingOf,
    private readonly keepReports: boolean,
  ) {
    this.life = new Life(
      written,
      (version) => site.digestOf(version),
      (route, before) => this.view.fix(route, before),
    );
    this.view = new WorldView(this.life.record.contract);
    this.reporter = new Reporter(this.life);
    this.runner = new VirtualRunner(this.life, site);
    this.judging = judgingOf(this);
  }

  /** Jobs that are done by now end. */
  settle(now: number): void {
    this.runner.settle(now, (version, { data }) => {
      if (data.kind === 'stored')
        this.view.retrained.push({ version, trainedFrom: data.from, trainedUntil: data.until, at: now });
    });
  }

  /** Reports of counted windows are made and decided on, and the controller hears it. */
  hear({ minute, now }: Moment, counted: CountedWindows, letters: readonly CountedLetter[]): void {
    const { reporter, life } = this;
    reporter.take(counted);
    for (let ready = reporter.ready(now, letters); ready.length > 0; ready = reporter.ready(now, letters))
      for (const report of ready) {
        this.windows += 1;
        if (this.keepReports) this.reports.push(report);
        const decisions = this.judging(report);
        for (const decision of decisions) {
          this.decided.push({ minute, decision });
          this.verdicts.push({ minute, verdict: decision.vector });
        }
        life.hear(decisions, tickOf(report), now);
      }
    for (; this.told < life.state.ledger_seq; this.told += 1)
      this.ledger.push({ minute, entry: life.entries.get(this.told + 1)! });
  }

  /** What the deploy tool says: a new release is its own to divide again. */
  announce(change: Change): void {
    const before = this.life.state.release?.release;
    this.life.announce(change);
    const { release } = this.life.state;
    if (release && release.release !== before) this.view.free();
  }

  /**
   * All that the episode, its rows and their counting follow from, as text: what it sees of what was done, trainings
   * ordered, versions known, routes and contracts. Players with the same text are in the same world.
   */
  get worldPrint(): string {
    const { life, view } = this;
    const { state } = life;
    const { shares } = view;
    if (this.made?.state !== state || this.made.shares !== shares) {
      const ordered = life.jobs.flatMap(({ job: { kind, version, data, quarantined }, at }) =>
        kind === 'train' ? [[version, data, quarantined, at]] : [],
      );
      const known = [state.production, state.route?.revision, Object.keys(state.versions).sort()];
      const text = JSON.stringify([view.of(life), ordered, known, life.controlPrint]);
      this.made = { state, shares, text };
    }
    return this.made.text;
  }
}

const tickOf = (report: Report): Tick => ({
  model: report.model,
  window: report.window,
  evidence_seq: report.seq,
  evidence_digest: '',
});
