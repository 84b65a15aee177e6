import { sha256 } from '@checkride/domain/canonical';
import type { Change } from '@checkride/domain/events/change';
import type { DeadLetterReason } from '@checkride/domain/events/dead-letter';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import type { AnnouncedRows } from '@checkride/store/memory/announced-rows';
import type { ModelTables } from '@checkride/store/memory/model-tables';
import type { Episode, SimRecord } from '../interface.js';
import { underAutomation } from './episode-contract.js';
import { Life } from './life.js';
import { ProvisionalReference } from './provisional-reference.js';
import { RecordRows } from './record-rows.js';
import { VirtualRunner } from './training.js';
import { VirtualMonitor } from './virtual-monitor.js';
import { WorldView } from './world-view.js';

/** Where rows are kept: raw tables to add to, and the panes over them. */
export interface RowStore {
  tables(model: string): Pick<ModelTables, 'addPrediction' | 'addLabel' | 'addOutcome'> & {
    readonly announced: Pick<AnnouncedRows, 'addExposure' | 'addChange'>;
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** One episode on stage: its records go into the store, its deploy tool and the controller into one life. */
export class Stage {
  readonly life: Life;
  readonly view: WorldView;
  readonly monitor: VirtualMonitor;
  readonly runner: VirtualRunner;
  private readonly reference: ProvisionalReference;
  private readonly rows: RecordRows;
  private readonly tables: ReturnType<RowStore['tables']>;
  private readonly model: string;
  /** When (ms) each answer was given, for labels that do not say it, and how many answers a day had. */
  private readonly madeAt = new Map<string, number>();
  private readonly perHour = new Map<number, number>();
  /** Digests that versions claimed first, where the episode registers no artifact. */
  private readonly claimed = new Map<string, string>();

  constructor(
    private readonly episode: Episode,
    store: RowStore & PaneStore,
  ) {
    const written = underAutomation(episode.contract);
    this.model = written.model;
    this.life = new Life(
      written,
      (version) => this.digestOf(version),
      (route, before) => this.view.fix(route, before),
    );
    const { contract, slots } = this.life.record;
    this.view = new WorldView(contract);
    this.monitor = new VirtualMonitor(store, this.life);
    this.runner = new VirtualRunner(episode, this.life, (from, until) => this.rowsIn(from, until));
    this.reference = new ProvisionalReference(contract, slots);
    this.rows = new RecordRows(contract, slots, (eventTime) => this.life.revisionAt(eventTime));
    this.tables = store.tables(this.model);
  }

  /** Takes the records of a minute: changes first, since answers are given under the routes they announce. */
  take(records: readonly SimRecord[]): void {
    for (const { topic, value, arrivesAt } of records)
      if (topic === 'changes') this.onChange(value as Change, arrivesAt);
    for (const record of records) this.store(record);
  }

  /** A provisional reference is frozen when there is enough to freeze. */
  freeze(now: number): void {
    const version = this.life.state.production;
    const profile = version === null ? null : this.reference.take(now, version);
    if (profile) this.life.freeze(profile, now);
  }

  private onChange(change: Change, arrivesAt: number): void {
    if (change.model !== this.model) return;
    const said = { ...change, event_time: change.event_time ?? arrivesAt };
    const { change_id, kind, scope, event_time, summary, shares } = said;
    const told = { change_id, kind, scope, event_time, summary, shares: shares ?? {} };
    this.tables.announced.addChange({ ...told, appendedAt: arrivesAt });
    const release = this.life.state.release?.release;
    this.life.announce(said);
    const { state } = this.life;
    if (state.release && state.release.release !== release) this.view.free();
  }

  private store({ topic, value, arrivesAt }: SimRecord): void {
    const fields = value as Fields;
    if (topic === 'predictions') this.predict(fields, arrivesAt);
    else if (topic === 'labels') {
      const label = this.rows.label(fields, arrivesAt, this.madeAt.get(String(fields['prediction_id'])));
      if (typeof label === 'string') this.refuse(topic, label, arrivesAt);
      else this.tables.addLabel(label);
    } else if (topic === 'outcomes') this.tables.addOutcome(this.rows.outcome(fields, arrivesAt));
    else if (topic === 'exposures') {
      const exposure = this.rows.exposure(fields, arrivesAt);
      if (exposure) this.tables.announced.addExposure(exposure);
    }
  }

  private predict(fields: Fields, arrivesAt: number): void {
    if (typeof fields['artifact_digest'] === 'string' && !this.claimed.has(String(fields['version'])))
      this.claimed.set(String(fields['version']), fields['artifact_digest']);
    if (this.life.state.route === null && typeof fields['version'] === 'string')
      this.life.begin(fields['version']);
    const row = this.rows.prediction(fields, arrivesAt);
    if (typeof row === 'string') {
      this.refuse('predictions', row, arrivesAt);
      return;
    }
    this.tables.addPrediction(row);
    this.reference.see(row);
    this.view.see(row.segments);
    this.madeAt.set(row.id, row.eventTime);
    const hour = Math.floor(row.eventTime / HOUR_MS);
    this.perHour.set(hour, (this.perHour.get(hour) ?? 0) + 1);
  }

  private refuse(topic: string, reason: DeadLetterReason, appended_at: number): void {
    this.monitor.letters.push({ topic, model: this.model, reason, appended_at });
  }

  private digestOf(version: string): string {
    return sha256(this.episode.artifacts[version] ?? this.claimed.get(version) ?? version);
  }

  private rowsIn(from: number, until: number): number {
    let rows = 0;
    for (const [hour, n] of this.perHour) if (hour * HOUR_MS >= from && hour * HOUR_MS < until) rows += n;
    return rows;
  }
}

const HOUR_MS = 3_600_000;
