import type { Change } from '@checkride/domain/events/change';
import type { DeadLetterReason } from '@checkride/domain/events/dead-letter';
import type { CountedLetter } from '@checkride/monitor/steps/dead-letter-counts';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import type { AnnouncedRows } from '@checkride/store/memory/announced-rows';
import type { ModelTables } from '@checkride/store/memory/model-tables';
import type { StoredPrediction } from '@checkride/store/memory/stored-rows';
import type { Episode, SimRecord, World } from '../interface.js';
import { ArtifactClaims } from './artifact-claims.js';
import { underAutomation } from './episode-contract.js';
import { Player, type JudgingOf, type Moment, type Site } from './player.js';
import { ProbeAnswers } from './probe-answers.js';
import { ProvisionalReference } from './provisional-reference.js';
import { RecordRows } from './record-rows.js';
import { changeOf } from './told-change.js';
import { fieldsOf, nameOf, type Fields } from './told-values.js';
import { Trainings } from './trainings.js';
import { WindowCounter } from './virtual-monitor.js';

/** Where rows are kept: raw tables to add to, and the panes over them. */
export interface RowStore {
  tables(model: string): Pick<ModelTables, 'addPrediction' | 'addLabel' | 'addOutcome'> & {
    readonly announced: Pick<AnnouncedRows, 'addExposure' | 'addChange'>;
  };
}

/**
 * One episode on stage, before players who made the same world of it so far: its records go into one store, which is
 * counted once. The first player leads; whoever makes another world than the leader leaves, and must play elsewhere.
 */
export class Stage implements Site {
  readonly trainings: Trainings;
  readonly leader: Player;
  private alike: readonly Player[];
  private readonly counter: WindowCounter;
  /** Records that were set aside, as dead letters are. */
  readonly letters: CountedLetter[] = [];
  private readonly claims: ArtifactClaims;
  private readonly reference: ProvisionalReference;
  private readonly rows: RecordRows;
  private readonly tables: ReturnType<RowStore['tables']>;
  private readonly probes: ProbeAnswers;
  private readonly model: string;
  /** When (ms) each answer was given, for labels that do not say it, and how many answers a day had. */
  private readonly madeAt = new Map<string, number>();
  private readonly perHour = new Map<number, number>();
  /** A deploy that told no shares, until its version answers. */
  private unnamed: Change | null = null;

  constructor(
    readonly episode: Episode,
    store: RowStore & PaneStore,
    judgings: readonly [JudgingOf, ...JudgingOf[]],
    keepReports: boolean,
  ) {
    const written = underAutomation(episode.contract);
    this.claims = new ArtifactClaims(episode.artifacts);
    this.trainings = new Trainings(episode);
    const [leading, ...others] = judgings;
    this.leader = new Player(written, this, leading, keepReports);
    this.alike = [this.leader, ...others.map((of) => new Player(written, this, of, keepReports))];
    this.model = written.model;
    const { contract, slots } = this.leader.life.record;
    this.counter = new WindowCounter(store);
    this.reference = new ProvisionalReference(contract, slots);
    this.rows = new RecordRows(contract, slots, (version, said) => this.claims.meant(version, said));
    this.tables = store.tables(this.model);
    this.probes = new ProbeAnswers(episode.start);
  }

  /** Those still on stage, the leader first. */
  get players(): readonly Player[] {
    return this.alike;
  }

  /** What the episode sees of what was done. */
  get world(): World {
    return this.leader.view.of(this.leader.life);
  }

  /** Everything that happens before a minute: trainings end, windows close, reports are decided on. */
  async hear(moment: Moment): Promise<void> {
    for (const player of this.alike) player.settle(moment.now);
    this.keepAlike();
    this.freeze(moment.now);
    // What probes show is told by the next tick, as a runner's results are.
    const found = this.probes.examine(moment.now);
    if (found) for (const { life } of this.alike) life.examined(found, moment.now);
    this.keepAlike();
    const counted = await this.counter.close(moment.now, this.leader.life);
    for (const player of this.alike) player.hear(moment, counted, this.letters);
    this.keepAlike();
  }

  /** Takes the records of a minute: changes first, since answers are given under the routes they announce. */
  take(records: readonly SimRecord[]): void {
    const own = records.filter(({ value }) => (fieldsOf(value)['model'] ?? this.model) === this.model);
    for (const { topic, value, arrivesAt } of own)
      if (topic === 'changes') this.onChange(fieldsOf(value), arrivesAt);
    for (const record of own) this.store(record);
  }

  digestOf(version: string): string {
    return this.claims.digestOf(version);
  }

  rowsIn(from: number, until: number): number {
    let rows = 0;
    for (const [hour, n] of this.perHour) if (hour * HOUR_MS >= from && hour * HOUR_MS < until) rows += n;
    return rows;
  }

  /** Whoever is in another world than the leader leaves before anything is made, stored or counted for all again. */
  private keepAlike(): void {
    const { worldPrint } = this.leader;
    if (this.alike.some((player) => player.worldPrint !== worldPrint))
      this.alike = this.alike.filter((player) => player.worldPrint === worldPrint);
  }

  /** A provisional reference is frozen when there is enough to freeze. */
  private freeze(now: number): void {
    const version = this.leader.life.state.production;
    const profile = version === null ? null : this.reference.take(now, version);
    if (profile) for (const { life } of this.alike) life.freeze(profile, now);
  }

  private onChange(value: Fields, arrivesAt: number): void {
    const change = changeOf(value, arrivesAt, this.leader.life.record.contract.windows.retention_ms);
    if (typeof change === 'string') {
      this.refuse('changes', change, arrivesAt);
      return;
    }
    const { model: _, shares, ...told } = change;
    this.tables.announced.addChange({ ...told, shares: shares ?? {}, appendedAt: arrivesAt });
    if (change.kind === 'deploy') this.unnamed = shares ? null : change;
    this.announce(change);
  }

  private announce(change: Change): void {
    for (const player of this.alike) player.announce(change);
    this.keepAlike();
  }

  /** A version nobody knows that answers after a deploy without shares is the one that came, everywhere. */
  private nameDeploy({ version, arm, eventTime }: StoredPrediction): void {
    const change = this.unnamed;
    if (!change || arm === 'shadow' || eventTime < change.event_time) return;
    if (this.leader.life.state.versions[version]) return;
    this.unnamed = null;
    this.announce({ ...change, scope: ['all'], shares: { [version]: 1 } });
  }

  private store({ topic, value, arrivesAt }: SimRecord): void {
    const fields = fieldsOf(value);
    if (topic === 'predictions') this.predict(fields, arrivesAt);
    else if (topic === 'labels') {
      const label = this.rows.label(fields, arrivesAt, this.madeAt.get(nameOf(fields['prediction_id'])));
      if (typeof label === 'string') this.refuse(topic, label, arrivesAt);
      else this.tables.addLabel(label);
    } else if (topic === 'outcomes') {
      const outcome = this.rows.outcome(fields, arrivesAt);
      if (typeof outcome === 'string') this.refuse(topic, outcome, arrivesAt);
      else this.tables.addOutcome(outcome);
    } else if (topic === 'exposures') {
      const exposure = this.rows.exposure(fields, arrivesAt);
      if (typeof exposure === 'string') this.refuse(topic, exposure, arrivesAt);
      else if (exposure) this.tables.announced.addExposure(exposure);
    } else if (topic === 'probes') this.probes.take(fields, arrivesAt);
  }

  private predict(fields: Fields, arrivesAt: number): void {
    const row = this.rows.prediction(fields, arrivesAt);
    if (typeof row === 'string') {
      this.refuse('predictions', row, arrivesAt);
      return;
    }
    if (row.arm === 'live' && this.leader.life.state.route === null) this.begin(row.version);
    this.nameDeploy(row);
    this.tables.addPrediction({ ...row, revision: this.leader.life.revisionAt(row.eventTime) });
    this.reference.see(row);
    const region = nameOf(fieldsOf(fields['segments'])['region']);
    for (const { view } of this.alike) view.see(row.segments, region);
    this.madeAt.set(row.id, row.eventTime);
    const hour = Math.floor(row.eventTime / HOUR_MS);
    this.perHour.set(hour, (this.perHour.get(hour) ?? 0) + 1);
  }

  private begin(version: string): void {
    for (const { life } of this.alike) life.begin(version);
    this.keepAlike();
  }

  private refuse(of: SimRecord['topic'], reason: DeadLetterReason, appended_at: number): void {
    const topic = of === 'probes' ? of : (this.leader.life.record.contract.source[of] ?? of);
    this.letters.push({ topic, model: this.model, reason, appended_at });
  }
}

const HOUR_MS = 3_600_000;
