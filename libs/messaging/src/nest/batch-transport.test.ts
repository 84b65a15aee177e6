import 'reflect-metadata';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Batch, BatchSource, BatchSourceOptions } from '../kafka/batch-source.js';
import type { KafkaConnection } from '../kafka/connection.js';
import { BatchContext, BatchTransport } from './batch-transport.js';

const handled: string[] = [];
let release: (() => void) | undefined;

@Controller()
class Handlers {
  @EventPattern<string>('labels.v1')
  async labels(@Payload() batch: Batch, @Ctx() context: BatchContext): Promise<void> {
    await context.source.commit([
      { topic: batch.topic, partition: batch.partition, offset: batch.endOffset },
    ]);
    handled.push(`labels ${batch.partition} ${context instanceof BatchContext}`);
  }

  @EventPattern<string>('changes.v1')
  changes(batch: Batch): void {
    if (batch.partition === 9) throw new Error('no such change');
    handled.push(`changes ${batch.partition}`);
  }

  @EventPattern<string>('slow.v1')
  async slow(): Promise<void> {
    await new Promise<void>((resolve) => (release = resolve));
    handled.push('slow');
  }
}

@Module({ controllers: [Handlers] })
class Root {}

/** A source that tests feed by hand; like the real one it waits for the batch in hand when it is closed. */
class HandSource {
  options!: BatchSourceOptions;
  readonly committed: number[] = [];
  closed = false;
  private inHand: Promise<void> = Promise.resolve();

  readonly consume = (_connection: KafkaConnection, options: BatchSourceOptions): Promise<BatchSource> => {
    this.options = options;
    return Promise.resolve({
      commit: (offsets: readonly { offset: number }[]) => {
        this.committed.push(...offsets.map(({ offset }) => offset));
        return Promise.resolve();
      },
      close: async () => {
        await this.inHand;
        this.closed = true;
      },
    } as unknown as BatchSource);
  };

  feed(topic: string, partition: number): Promise<void> {
    const batch: Batch = { topic, partition, records: [], endOffset: 5, heartbeat: () => Promise.resolve() };
    const work = Promise.resolve(this.options.onBatch(batch));
    this.inHand = work.catch(() => undefined);
    return work;
  }
}

describe('the batch transport', () => {
  let app: INestMicroservice;
  const source = new HandSource();
  const started = async (): Promise<void> => {
    app = await NestFactory.createMicroservice(Root, {
      strategy: new BatchTransport({} as KafkaConnection, { group: 'g' }, source.consume),
      logger: false,
    });
    await app.listen();
  };
  afterEach(async () => {
    await app.close();
    handled.length = 0;
  });

  it('reads the topics of its handlers and gives each batch to its own', async () => {
    await started();
    expect([...source.options.topics].sort()).toEqual(['changes.v1', 'labels.v1', 'slow.v1']);
    expect(source.options.group).toBe('g');
    await source.feed('labels.v1', 2);
    await source.feed('changes.v1', 1);
    expect(handled).toEqual(['labels 2 true', 'changes 1']);
    expect(source.committed).toEqual([5]);
  });

  it('lets a failure of a handler reach the source, which offers the batch again', async () => {
    await started();
    await expect(source.feed('changes.v1', 9)).rejects.toBeDefined();
  });

  it('ends only after the batch in hand', async () => {
    await started();
    source.closed = false;
    const work = source.feed('slow.v1', 0);
    const closing = app.close();
    expect([source.closed, handled]).toEqual([false, []]);
    while (release === undefined) await Promise.resolve();
    release();
    await Promise.all([work, closing]);
    expect([source.closed, handled]).toEqual([true, ['slow']]);
  });
});
