import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { ReferenceProfile } from '@checkride/domain/contract/reference-profile';
import type { Change } from '@checkride/domain/events/change';
import type { Decision, Tick } from '@checkride/domain/judge/decision';
import type { ExaminationResult, Job } from '@checkride/domain/jobs';
import { acceptReference } from '@checkride/domain/lifecycle/accept-reference';
import type { Effect } from '@checkride/domain/lifecycle/effect';
import { foldLifecycle } from '@checkride/domain/lifecycle/fold';
import type { LifecycleInput } from '@checkride/domain/lifecycle/input';
import type { Folded, LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { emptyState, type ControllerState } from '@checkride/domain/lifecycle/state';
import { jsonCompiler } from '@checkride/domain/lifecycle/testing/json-compiler';
import { tickAhead } from '@checkride/domain/lifecycle/tick-time';
import { openTurn, patch, type Cause, type Turn } from '@checkride/domain/lifecycle/turn';
import type { RouteRecord } from '@checkride/domain/release';
import { announce } from './deploy-tool.js';
import { serveAlone } from './first-version.js';

/** A job under way, and when (ms) the controller ordered it. */
export interface OrderedJob {
  readonly job: Job;
  readonly at: number;
}

/** A route and the event time (ms) from which answers are given under it. */
interface TimedRoute {
  readonly from: number;
  readonly route: RouteRecord;
}

/** The real controller fold on virtual time, with an episode's own deploy tool beside it. */
export class Life {
  state: ControllerState;
  /** Contracts as models.v1 would carry them. */
  readonly records: ModelRecord[] = [];
  readonly routeRecords: RouteRecord[] = [];
  readonly entries = new Map<number, LedgerEntry>();
  readonly folded = new Map<number, Folded>();
  readonly jobs: OrderedJob[] = [];
  /** Routes the controller itself decided, told once: they show in the world from then on. */
  readonly onRoute: (route: RouteRecord, before: RouteRecord | null) => void;
  private readonly timed: TimedRoute[] = [];
  private printed = { records: 0, routes: 0, text: '' };

  constructor(
    private readonly written: Record<string, unknown> & { readonly model: string },
    private readonly digestOf: (version: string) => string,
    onRoute: Life['onRoute'],
  ) {
    this.state = emptyState(written.model);
    this.onRoute = onRoute;
    this.command({ kind: 'apply', yaml: JSON.stringify(written), file: 'episode' }, 0);
    const refused = [...this.entries.values()].find(({ answer }) => answer === 'refused');
    if (refused) throw new TypeError(refused.reason);
  }

  get model(): string {
    return this.state.model;
  }

  get record(): ModelRecord {
    return this.state.record!;
  }

  /** Routes are known without gaps up to this revision. */
  get routes(): number {
    return this.routeRecords.length;
  }

  /** Every contract, and every route with the time it holds from, as text. */
  get controlPrint(): string {
    const { records, timed, printed } = this;
    if (printed.records !== records.length || printed.routes !== timed.length)
      this.printed = {
        records: records.length,
        routes: timed.length,
        text: JSON.stringify([records, timed]),
      };
    return this.printed.text;
  }

  revisionAt(eventTime: number): number {
    return this.timed.findLast(({ from }) => from <= eventTime)?.route.revision ?? 0;
  }

  /** The version of the first answers serves alone. */
  begin(version: string): void {
    this.outside({ kind: 'command', id: `first/${version}`, actor: 'episode' }, -Infinity, (turn) =>
      serveAlone(turn, version, this.digestOf(version)),
    );
  }

  /** What the episode's deploy tool said it did; in force from the event time of the change. */
  announce(change: Change): void {
    this.outside({ kind: 'command', id: change.change_id, actor: 'deploy-tool' }, change.event_time, (turn) =>
      announce(turn, change, this.digestOf),
    );
  }

  /** Freezes a provisional reference. */
  freeze(profile: ReferenceProfile, at: number): void {
    this.outside({ kind: 'job-event', id: profile.digest, actor: 'runner' }, at, (turn) =>
      acceptReference(turn, profile),
    );
  }

  /** What an examination found, for the next tick to tell. */
  examined(result: ExaminationResult, at: number): void {
    this.outside({ kind: 'job-event', id: `examined/${at}`, actor: 'runner' }, at, (turn) =>
      patch(turn, { results: [...turn.state.results, result] }),
    );
  }

  /** Decisions on a window and the tick behind them; what they change is in force from `at` (ms). */
  hear(decisions: readonly Decision[], tick: Tick, at: number): void {
    for (const decision of decisions) this.feed({ kind: 'decision', decision: this.heard(decision) }, at);
    this.feed({ kind: 'tick', tick }, at);
  }

  feed(input: LifecycleInput, at: number): void {
    const turn = foldLifecycle(this.state, input, jsonCompiler);
    const before = this.state.route;
    this.state = turn.state;
    this.take(turn.effects, at, (route) => this.onRoute(route, before));
  }

  private command(body: Extract<LifecycleInput, { kind: 'command' }>['command']['body'], at: number): void {
    const { model } = this.written;
    const about = { command_id: `${body.kind}/${at}`, model, actor: 'episode', sent_at: at, at: null };
    this.feed({ kind: 'command', command: { ...about, body } }, at);
  }

  /** A release the deploy tool ramps is the tool's to step: the controller only ever stops it. */
  private heard(decision: Decision): Decision {
    const { release } = this.state;
    if (!release || !this.isAnnounced(release.release)) return decision;
    const traffic = decision.vector.traffic.filter((axis) => axis.do !== 'promote');
    return { ...decision, vector: { ...decision.vector, traffic } };
  }

  private isAnnounced(release: string): boolean {
    return [...this.entries.values()].some(
      (entry) => entry.release === release && entry.cause.actor === 'deploy-tool',
    );
  }

  /** Something that happens beside the controller's inputs, told by its own means. */
  private outside(cause: Cause, from: number, happen: (turn: Turn) => void): void {
    const turn = openTurn(this.state, tickAhead(this.state), cause);
    happen(turn);
    this.state = turn.state;
    this.take(turn.effects, from, () => undefined);
  }

  private take(effects: readonly Effect[], from: number, onRoute: (route: RouteRecord) => void): void {
    for (const effect of effects)
      switch (effect.kind) {
        case 'entry':
          this.entries.set(effect.entry.seq, effect.entry);
          break;
        case 'folded':
          this.folded.clear();
          this.folded.set(effect.folded.window[0], effect.folded);
          break;
        case 'model':
          this.records.push(effect.record);
          break;
        case 'route':
          this.routeRecords.push(effect.route);
          this.timed.push({ from, route: effect.route });
          onRoute(effect.route);
          break;
        case 'job':
          this.jobs.push({ job: effect.job, at: from });
          break;
        case 'job-settled':
        case 'notification':
          break;
      }
  }
}
