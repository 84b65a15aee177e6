import type { Batch } from '@checkride/messaging/kafka/batch-source';
import type { InboundRecord } from '@checkride/messaging/records';
import { frontierKey } from '@checkride/domain/window';
import { Abandoned } from '../persevere.js';
import type { Persevere } from '../persevere.js';
import type { Position } from '../shelf.js';
import type { ProjectedRow } from './projected.js';

/** What the loop runs and whom it tells. */
export interface ProjectionDeps {
  /** Rows of one control record; a record that cannot be read has none. */
  readonly project: (record: InboundRecord) => readonly ProjectedRow[];
  readonly insert: (table: string, rows: readonly ProjectedRow['row'][]) => Promise<void>;
  /** After rows were stored: what else must follow them, e.g. views. */
  readonly followUp: (rows: readonly ProjectedRow[]) => Promise<void>;
  readonly commit: (positions: readonly Position[]) => Promise<void>;
  readonly persevere: Persevere;
  readonly limits: { readonly rows: number; readonly ageMs: number };
  readonly schedule: (ms: number, callback: () => void) => () => void;
  readonly onFatal: (error: unknown) => void;
}

/** Collects rows of all projections and stores them together: one insert a table and second. */
export class ProjectionLoop {
  private rows: ProjectedRow[] = [];
  private positions = new Map<string, Position>();
  private term = 0;
  private cancel: (() => void) | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(private readonly deps: ProjectionDeps) {}

  onAssigned(): void {
    this.onRevoked();
  }

  onRevoked(): void {
    this.term += 1;
    this.rows = [];
    this.positions = new Map();
    this.stopTimer();
  }

  async onBatch({ topic, partition, records }: Batch): Promise<void> {
    for (const record of records) this.rows.push(...this.deps.project(record));
    const next_offset = (records.at(-1)?.offset ?? -1) + 1;
    this.positions.set(frontierKey(topic, partition), { topic, partition, next_offset, frontier: 0 });
    if (this.rows.length >= this.deps.limits.rows) await this.flush();
    else this.cancel ??= this.deps.schedule(this.deps.limits.ageMs, () => void this.flush());
  }

  async drain(): Promise<void> {
    await this.flush();
  }

  private flush(): Promise<void> {
    this.stopTimer();
    const { rows, positions, term } = this;
    this.rows = [];
    this.positions = new Map();
    if (positions.size > 0)
      this.flushing = this.flushing.then(() => this.run(rows, [...positions.values()], term));
    return this.flushing;
  }

  private async run(
    rows: readonly ProjectedRow[],
    positions: readonly Position[],
    term: number,
  ): Promise<void> {
    const { insert, followUp, commit, persevere, onFatal } = this.deps;
    const alive = (): boolean => term === this.term;
    const tables = new Map<string, ProjectedRow['row'][]>();
    for (const { table, row } of rows) {
      const own = tables.get(table) ?? [];
      own.push(row);
      tables.set(table, own);
    }
    try {
      // Crash anywhere here: the records are read again and give the same rows with the same keys.
      for (const [table, own] of tables) await persevere(alive, () => insert(table, own));
      await persevere(alive, () => followUp(rows));
      await persevere(alive, () => commit(positions));
    } catch (error) {
      if (!(error instanceof Abandoned)) onFatal(error);
    }
  }

  private stopTimer(): void {
    this.cancel?.();
    this.cancel = undefined;
  }
}
