import type { Frontier } from '@checkride/domain/window';
import { frontierKey } from '@checkride/domain/window';
import type { Batch } from '@checkride/messaging/kafka/batch-source';
import type { PartitionState } from './arrival.js';
import type { ContractBook } from './contracts.js';
import type { Flush } from './flush.js';
import type { IdlePromises } from './idle-frontier.js';
import type { PartitionName, Take } from './partitions.js';
import { Abandoned } from './persevere.js';
import type { ReadRecord } from './read-batch.js';
import { blockOf, deadlineOf, emptyShelf, isDue, isFull, reclaim } from './shelf.js';
import type { FlushLimits, Shelf, SpareBlocks } from './shelf.js';
import type { ShelfTimer } from './shelf-timer.js';

/** The steps the loop runs and what it tells the world. */
export interface LoopDeps {
  readonly book: ContractBook;
  readonly take: Take;
  readonly read: ReadRecord;
  readonly flush: Flush;
  readonly idlePromises: IdlePromises;
  readonly publish: (promises: readonly Frontier[]) => Promise<void>;
  readonly timer: ShelfTimer;
  readonly limits: FlushLimits;
  readonly elapsed: () => number;
  /** Holds a partition at an offset until a contract comes or it has waited long enough. */
  readonly hold: (name: PartitionName, offset: number) => void;
  readonly onStored: (shelf: Shelf, ms: number) => void;
  /** An error nobody foresaw: the process should end. */
  readonly onFatal: (error: unknown) => void;
}

/** Reads batches onto a shelf and flushes it while the next one fills: at most two shelves are in memory. */
export class IngestLoop {
  private partitions = new Map<string, PartitionState>();
  private taking: Promise<void> = Promise.resolve();
  private term = 0;
  private shelf = emptyShelf();
  private flushing: Promise<void> | undefined;
  private readonly spare: SpareBlocks = new Map();

  constructor(private readonly deps: LoopDeps) {}

  /** Partitions were given: what was known and unflushed before is dropped, all of it is read again. */
  onAssigned(names: readonly PartitionName[]): void {
    this.onRevoked();
    const term = this.term;
    const alive = (): boolean => term === this.term;
    this.taking = this.deps.take(names, alive).then(
      (states) => {
        if (alive()) this.partitions = states;
      },
      (error: unknown) => {
        if (!(error instanceof Abandoned)) this.deps.onFatal(error);
      },
    );
  }

  /** Partitions were taken away: nothing unflushed is flushed any more. */
  onRevoked(): void {
    this.term += 1;
    this.partitions = new Map();
    this.shelf = emptyShelf();
    this.deps.timer.stop();
  }

  async onBatch(batch: Batch): Promise<void> {
    await this.taking;
    const { term } = this;
    const { book, read, hold, limits } = this.deps;
    const key = frontierKey(batch.topic, batch.partition);
    const state = this.partitions.get(key);
    const kind = book.topics().get(batch.topic);
    if (state === undefined || kind === undefined) return;
    const replay = book.isReplay(batch.topic);
    state.end = batch.endOffset;
    state.held = false;
    let block = blockOf(this.shelf, kind, this.spare);
    for (const record of batch.records) {
      const outcome = read(state, record, kind, replay, block);
      if (outcome.kind === 'wait') {
        this.note(key, state);
        state.held = true;
        hold(batch, record.offset);
        break;
      }
      state.next = record.offset + 1;
      if (outcome.kind === 'letter') this.shelf.letters.push(outcome.letter);
      else if (outcome.kind === 'clock') this.shelf.urgent = true;
      if (block.rows < limits.rowsBehind && block.length < limits.bytesBehind) continue;
      this.note(key, state);
      await this.startFlush();
      if (term !== this.term) return;
      block = blockOf(this.shelf, kind, this.spare);
    }
    this.note(key, state);
    if (isFull(this.shelf, limits)) await this.startFlush();
    else this.flushIfDue();
  }

  /** Everything before `next` was handed over: behind the last record stand transaction markers or nothing any more. */
  onPosition({ topic, partition, next }: PartitionName & { readonly next: number }): void {
    const key = frontierKey(topic, partition);
    const state = this.partitions.get(key);
    if (state === undefined || state.held || next <= state.next) return;
    state.next = next;
    this.note(key, state);
    this.flushIfDue();
  }

  /** Promises of partitions where nothing comes; called every quarter second. */
  async onIdle(): Promise<void> {
    const { term } = this;
    const promises = await this.deps.idlePromises(() =>
      term === this.term ? [...this.partitions.values()] : [],
    );
    if (promises.length > 0) await this.deps.publish(promises);
  }

  /** Flushes and commits what is there: the last act before the group is left. */
  async drain(): Promise<void> {
    await this.startFlush();
    await this.flushing;
    this.deps.timer.stop();
  }

  private note(key: string, state: PartitionState): void {
    if (state.next === 0) return;
    const { topic, partition, next, stored, reached } = state;
    this.shelf.openedAt ??= this.deps.elapsed();
    const frontier = Math.floor(reached);
    this.shelf.positions.set(key, { topic, partition, next_offset: Math.max(next, stored), frontier });
  }

  private flushIfDue(): void {
    if (this.shelf.openedAt === undefined) return this.deps.timer.stop();
    const { limits, elapsed, timer } = this.deps;
    const caughtUp = [...this.shelf.positions.keys()].every((key) => {
      const state = this.partitions.get(key);
      return state === undefined || state.next >= state.end;
    });
    if (this.flushing === undefined && isDue(this.shelf, limits, caughtUp, elapsed())) void this.startFlush();
    else
      timer.start(deadlineOf(this.shelf.openedAt, limits, caughtUp), (windowEnded) => {
        if (windowEnded) this.shelf.urgent = true;
        this.flushIfDue();
      });
  }

  /** Starts a flush of the shelf once the flush before it is done. */
  private async startFlush(): Promise<void> {
    while (this.flushing !== undefined) await this.flushing;
    const { shelf } = this;
    if (shelf.openedAt === undefined) return;
    this.shelf = emptyShelf();
    for (const [key, { next_offset, frontier }] of shelf.positions) {
      const state = this.partitions.get(key);
      if (state !== undefined && frontier > state.floor.at) state.floor = { from: next_offset, at: frontier };
    }
    this.flushing = this.run(shelf, this.term).finally(() => {
      this.flushing = undefined;
      this.flushIfDue();
    });
  }

  private async run(shelf: Shelf, term: number): Promise<void> {
    const { flush, elapsed, onStored, onFatal } = this.deps;
    const began = elapsed();
    try {
      await flush(shelf, () => term === this.term);
    } catch (error) {
      if (!(error instanceof Abandoned)) onFatal(error);
      return;
    }
    onStored(shelf, elapsed() - began);
    reclaim(shelf, this.spare);
    if (term !== this.term) return;
    for (const [key, { next_offset }] of shelf.positions) {
      const state = this.partitions.get(key);
      if (state === undefined) continue;
      state.flushed = Math.max(state.flushed, next_offset);
      state.stored = Math.max(state.stored, next_offset);
    }
  }
}
