import { BaseRpcContext, Server } from '@nestjs/microservices';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { consumeBatches } from '../kafka/batch-source.js';
import type { BatchSource, BatchSourceOptions } from '../kafka/batch-source.js';
import type { KafkaConnection } from '../kafka/connection.js';

/** What `@Ctx()` gives a handler: the member that reads, for pause, seek and commit. */
export class BatchContext extends BaseRpcContext<[BatchSource]> {
  get source(): BatchSource {
    return this.getArgs()[0];
  }
}

/** How the transport reads; topics and batches come from the handlers. */
export type BatchTransportOptions = Omit<BatchSourceOptions, 'topics' | 'onBatch'> & {
  /** The application closes: cut short what takes long, since the batch in hand is waited for. */
  onClosing?(): void;
};

type Consume = typeof consumeBatches;

/**
 * Kafka for Nest where a handler takes a batch: `@EventPattern<string>('labels.v1') store(@Payload() batch: Batch)`.
 * An error in a handler offers its batch again. Closing the application stops fetching and waits for the batch in hand;
 * what handlers hold back is flushed and committed by them in the later stages of the shutdown, so the connection stays
 * open until its owner closes it. Nest's own Kafka transport takes one message at a time, at ten times the cost.
 */
export class BatchTransport extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private source: BatchSource | undefined;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly options: BatchTransportOptions,
    private readonly consume: Consume = consumeBatches,
  ) {
    super();
  }

  /** Joins the group with one topic per handler; calls back once joined. */
  listen(callback: (error?: unknown) => void): void {
    this.consume(this.connection, {
      ...this.options,
      topics: [...this.messageHandlers.keys()],
      onAssigned: (partitions, source) => {
        this.source = source;
        this.options.onAssigned?.(partitions, source);
      },
      onBatch: async (batch) => {
        const handler = this.getHandlerByPattern(batch.topic);
        const answer: unknown = await handler?.(batch, new BatchContext([this.unwrap<BatchSource>()]));
        if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
      },
    }).then((source) => {
      this.source = source;
      callback();
    }, callback);
  }

  close(): Promise<void> | undefined {
    this.options.onClosing?.();
    return this.source?.close();
  }

  /** The transport has no events of its own. */
  on(): void {}

  /** The group member, once there is one. */
  unwrap<T>(): T {
    return this.source as T;
  }
}
