import { setTimeout as wait } from 'node:timers/promises';
import { CheckrideError } from '@checkride/domain/errors';
import type { Logger } from '@checkride/platform/logger';
import { delayAfter } from '@checkride/platform/retry';
import type { Backoff } from '@checkride/platform/retry';
import type { InboundRecord, OutboundRecord } from '../records.js';
import type { FoldDefinition } from './definition.js';
import { foldBatch } from './fold-batch.js';
import { heldFrom, stateRecords } from './held-state.js';
import type { HeldState } from './held-state.js';

/** What the owner of a partition needs of Kafka. */
export interface PartitionPort {
  /** Fences every earlier owner. */
  openProducer(): Promise<{
    transact(records: readonly OutboundRecord[]): Promise<void>;
    close(): Promise<void>;
  }>;
  /** The newest state record by key, once everything committed before this call has been read. */
  storedStates(): Promise<ReadonlyMap<string, Buffer>>;
  /** Input is wanted from these offsets on (0 for a topic not named). */
  resumeFrom(next: Readonly<Record<string, number>>): void;
  pause(): void;
  /** Resolves when the group confirms that the partition is still ours. */
  confirmed(): Promise<void>;
}

const MAX_RECORDS = 500;
const MAX_MS = 50;
const TAKE_AGAIN: Backoff = { initialMs: 20, factor: 2, maxMs: 2_000, attempts: Number.POSITIVE_INFINITY };

/** Owns one partition of a fold from being taken to being closed; after any doubt it takes it again from the state topic. */
export class PartitionOwner<S> {
  private held: HeldState<S> | undefined;
  private producer: Awaited<ReturnType<PartitionPort['openProducer']>> | undefined;
  private turn: Promise<void> = Promise.resolve();
  private taking: Promise<void> = Promise.resolve();
  private readonly ending = new AbortController();

  constructor(
    private readonly definition: FoldDefinition<S>,
    private readonly partition: number,
    private readonly port: PartitionPort,
    private readonly logger?: Logger,
  ) {}

  /** Takes the partition; tries until it is taken, stopped or closed. */
  take(): Promise<void> {
    return (this.taking = this.tryToTake());
  }

  private async tryToTake(): Promise<void> {
    for (let failures = 0; !this.ending.signal.aborted;) {
      try {
        const producer = await this.port.openProducer();
        if (this.ending.signal.aborted) return await producer.close();
        this.producer = producer;
        const held = heldFrom(this.definition, await this.port.storedStates());
        if (this.ending.signal.aborted) return;
        this.held = held;
        this.definition.onTaken?.(statesOf(held.models), this.partition);
        this.port.resumeFrom(held.next);
        return;
      } catch (error) {
        await this.release();
        if (error instanceof CheckrideError && !error.retriable) return this.stop(error);
        failures += 1;
        this.logger?.warn({ err: error, partition: this.partition }, 'partition could not be taken');
        await this.backOff(error, failures);
      }
    }
  }

  /** Folds records and resolves when they are committed, or given up because the partition must be taken again. */
  offer(records: readonly InboundRecord[]): Promise<void> {
    return (this.turn = this.turn.then(() => this.foldAll(records)));
  }

  /** Ends the transaction in hand and lets go. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.turn;
    await this.taking;
    await this.release();
  }

  private async foldAll(records: readonly InboundRecord[]): Promise<void> {
    for (let at = 0; at < records.length && this.held !== undefined && !this.ending.signal.aborted;) {
      const until = performance.now() + MAX_MS;
      const batch = foldBatch(
        this.definition,
        this.held,
        at === 0 ? records : records.slice(at),
        (taken) => taken >= MAX_RECORDS || (taken > 0 && performance.now() > until),
      );
      at += batch.taken;
      if (batch.taken > 0 && moved(this.held.next, batch.next)) {
        try {
          await this.producer?.transact([
            ...batch.outputs,
            ...stateRecords(this.definition, this.partition, batch.touched, batch.next),
          ]);
        } catch (error) {
          return this.lost(error);
        }
        this.held = { models: new Map([...this.held.models, ...batch.touched]), next: batch.next };
        this.definition.onCommitted?.(statesOf(batch.touched), this.partition);
      }
      if (batch.stop !== undefined) return this.stop(batch.stop);
    }
  }

  /** Whether the transaction was committed is unknown: only the state topic can tell. */
  private lost(error: unknown): void {
    this.held = undefined;
    this.port.pause();
    this.logger?.warn({ err: error, partition: this.partition }, 'partition is taken again');
    this.taking = this.release()
      .then(() => this.backOff(error, 0))
      .then(() => this.tryToTake());
  }

  private stop(error: CheckrideError): void {
    this.held = undefined;
    this.port.pause();
    this.ending.abort();
    void this.release();
    this.logger?.fatal(
      { err: error, partition: this.partition, fold: this.definition.name },
      'partition stopped',
    );
    this.definition.onStopped?.(this.partition, error);
  }

  /** One who was fenced first hears from the group: else two owners would fence each other for ever. */
  private async backOff(error: unknown, failures: number): Promise<void> {
    const ended = new Promise<void>((resolve) =>
      this.ending.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    if (error instanceof CheckrideError && error.context['fenced'] === true)
      await Promise.race([this.port.confirmed(), ended]);
    if (failures > 0)
      await wait(delayAfter(TAKE_AGAIN, failures), undefined, { signal: this.ending.signal }).catch(
        () => undefined,
      );
  }

  private async release(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    this.held = undefined;
    await producer?.close();
  }
}

const statesOf = <S>(models: ReadonlyMap<string, { readonly state: S }>): ReadonlyMap<string, S> =>
  new Map([...models].map(([model, { state }]) => [model, state]));

const moved = (from: Readonly<Record<string, number>>, to: Readonly<Record<string, number>>): boolean =>
  Object.entries(to).some(([topic, offset]) => offset !== from[topic]);
