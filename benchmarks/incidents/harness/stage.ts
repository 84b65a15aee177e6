import type { Change } from '@checkride/domain/events/change';
import type { DeadLetterReason } from '@checkride/domain/events/dead-letter';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import type { AnnouncedRows } from '@checkride/store/memory/announced-rows';
import type { ModelTables } from '@checkride/store/memory/model-tables';
import type { StoredPrediction } from '@checkride/store/memory/stored-rows';
import type { Episode, SimRecord } from '../interface.js';
import { ArtifactClaims } from './artifact-claims.js';
import { underAutomation } from './episode-contract.js';
import { Life } from './life.js';
import { ProbeAnswers } from './probe-answers.js';
import { ProvisionalReference } from './provisional-reference.js';
import { RecordRows } from './record-rows.js';
import type { Replays } from './replays.js';
import { changeOf } from './told-change.js';
import { fieldsOf, nameOf, type Fields } from './told-values.js';
import { VirtualRunner } from './training.js';
import { VirtualMonitor } from './virtual-monitor.js';
import { WorldView } from './world-view.js';

/** Where rows are kept: raw tables to add to, and the panes over them. */
export interface RowStore {
  tables(model: string): Pick<ModelTables, 'addPrediction' | 'addLabel' | 'addOutcome'> & {
    readonly announced: Pick<AnnouncedRows, 'addExposure' | 'addChange'>;
  };
}

/** One episode on stage: its records go into the store, its deploy tool and the controller into one life. */
export class Stage {
  readonly life: Life;
  readonly view: WorldView;
  readonly monitor: VirtualMonitor;
  readonly runner: VirtualRunner;
  /** What came of making decisions again; nothing where nobody does. */
  replays: Replays = { decisions: 0, same: 0 };
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

  constructor(episode: Episode, store: RowStore & PaneStore) {
    const written = underAutomation(episode.contract);
    const claims = new ArtifactClaims(episode.artifacts);
    this.model = written.model;
    this.life = new Life(
      written,
      (version) => claims.digestOf(version),
      (route, before) => this.view.fix(route, before),
    );
    const { contract, slots } = this.life.record;
    this.view = new WorldView(contract);
    this.monitor = new VirtualMonitor(store, this.life);
    this.runner = new VirtualRunner(episode, this.life, (from, until) => this.rowsIn(from, until));
    this.reference = new ProvisionalReference(contract, slots);
    this.rows = new RecordRows(contract, slots, (version, said) => claims.meant(version, said));
    this.tables = store.tables(this.model);
    this.probes = new ProbeAnswers(episode.start);
  }

  /** Takes the records of a minute: changes first, since answers are given under the routes they announce. */
  take(records: readonly SimRecord[]): void {
    const own = records.filter(({ value }) => (fieldsOf(value)['model'] ?? this.model) === this.model);
    for (const { topic, value, arrivesAt } of own)
      if (topic === 'changes') this.onChange(fieldsOf(value), arrivesAt);
    for (const record of own) this.store(record);
  }

  /** A provisional reference is frozen when there is enough to freeze. */
  freeze(now: number): void {
    const version = this.life.state.production;
    const profile = version === null ? null : this.reference.take(now, version);
    if (profile) this.life.freeze(profile, now);
  }

  /** What probes show is told by the next tick, as a runner's results are. */
  examine(now: number): void {
    const found = this.probes.examine(now);
    if (found) this.life.examined(found, now);
  }

  private onChange(value: Fields, arrivesAt: number): void {
    const change = changeOf(value, arrivesAt, this.life.record.contract.windows.retention_ms);
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
    const release = this.life.state.release?.release;
    this.life.announce(change);
    const { state } = this.life;
    if (state.release && state.release.release !== release) this.view.free();
  }

  /** A version nobody knows that answers after a deploy without shares is the one that came, everywhere. */
  private nameDeploy({ version, arm, eventTime }: StoredPrediction): void {
    const change = this.unnamed;
    if (!change || arm === 'shadow' || eventTime < change.event_time || this.life.state.versions[version])
      return;
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
    if (row.arm === 'live' && this.life.state.route === null) this.life.begin(row.version);
    this.nameDeploy(row);
    this.tables.addPrediction({ ...row, revision: this.life.revisionAt(row.eventTime) });
    this.reference.see(row);
    this.view.see(row.segments, nameOf(fieldsOf(fields['segments'])['region']));
    this.madeAt.set(row.id, row.eventTime);
    const hour = Math.floor(row.eventTime / HOUR_MS);
    this.perHour.set(hour, (this.perHour.get(hour) ?? 0) + 1);
  }

  private refuse(of: SimRecord['topic'], reason: DeadLetterReason, appended_at: number): void {
    const topic = of === 'probes' ? of : (this.life.record.contract.source[of] ?? of);
    this.monitor.letters.push({ topic, model: this.model, reason, appended_at });
  }

  private rowsIn(from: number, until: number): number {
    let rows = 0;
    for (const [hour, n] of this.perHour) if (hour * HOUR_MS >= from && hour * HOUR_MS < until) rows += n;
    return rows;
  }
}

const HOUR_MS = 3_600_000;
