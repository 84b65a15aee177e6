import { describe, expect, it } from '@jest/globals';
import { CheckrideError } from '@checkride/domain/errors';
import type { InboundRecord, OutboundRecord } from '../records.js';
import type { FoldDefinition } from './definition.js';
import { heldFrom, POSITION_KEY } from './held-state.js';
import { PartitionOwner } from './partition-owner.js';
import type { PartitionPort } from './partition-owner.js';

const PARTITION = 3;

/** A log in memory: transactions are atomic, and the next one can be made to fail before or after it is written. */
class MemoryLog implements PartitionPort {
  readonly out: string[] = [];
  readonly states = new Map<string, Buffer>();
  readonly resumed: Readonly<Record<string, number>>[] = [];
  transactions = 0;
  fences = 0;
  confirmations = 0;
  fail: 'before' | 'after' | 'fenced' | undefined;
  private wake: (() => void)[] = [];

  openProducer(): ReturnType<PartitionPort['openProducer']> {
    const mine = ++this.fences;
    return Promise.resolve({
      close: () => Promise.resolve(),
      transact: (records) => {
        const failure = this.fences === mine ? this.fail : 'fenced';
        this.fail = undefined;
        if (failure === undefined || failure === 'after') this.write(records);
        if (failure === undefined) return Promise.resolve();
        const context = { fenced: failure === 'fenced' };
        return Promise.reject(new CheckrideError('CHK_PRODUCER_LOST', failure, { context }));
      },
    });
  }

  storedStates(): Promise<ReadonlyMap<string, Buffer>> {
    return Promise.resolve(new Map(this.states));
  }

  resumeFrom(next: Readonly<Record<string, number>>): void {
    this.resumed.push(next);
    for (const wake of this.wake.splice(0)) wake();
  }

  pause(): void {}

  confirmed(): Promise<void> {
    this.confirmations += 1;
    return Promise.resolve();
  }

  /** Resolves when the partition was taken `times` times. */
  async taken(times: number): Promise<void> {
    while (this.resumed.length < times) await new Promise<void>((resolve) => this.wake.push(resolve));
  }

  private write(records: readonly OutboundRecord[]): void {
    this.transactions += 1;
    for (const { topic, key, value } of records)
      if (topic === 'state') this.states.set(String(key), value!);
      else this.out.push(String(value));
  }
}

interface Sum {
  readonly total: number;
}

const definition: FoldDefinition<Sum> = {
  name: 'test',
  inputs: ['in', 'other'],
  outputs: ['out'],
  stateTopic: 'state',
  stateVersion: 2,
  codeVersion: 'c',
  sequence: ({ headers }) => (headers['seq'] === undefined ? undefined : Number(headers['seq'])),
  fold(state, record) {
    const value = Number(record.value);
    if (Number.isNaN(value)) throw new TypeError('not a number');
    if (value === 0) return null;
    const total = (state?.total ?? 0) + value;
    const model = String(record.key);
    return {
      model,
      state: { total },
      outputs: [{ topic: 'out', partition: PARTITION, key: model, value: Buffer.from(`${model}=${total}`) }],
    };
  },
  encodeState: (state) => Buffer.from(JSON.stringify(state)),
  decodeState: (bytes) => JSON.parse(bytes.toString()) as Sum,
};

const record = (
  offset: number,
  value: number | string,
  more: { model?: string; topic?: string; seq?: number } = {},
): InboundRecord => ({
  topic: more.topic ?? 'in',
  partition: PARTITION,
  offset,
  timestamp: 0,
  key: Buffer.from(more.model ?? 'm'),
  value: Buffer.from(String(value)),
  headers: more.seq === undefined ? {} : { seq: Buffer.from(String(more.seq)) },
});

async function owner(
  log: MemoryLog,
  changes: Partial<FoldDefinition<Sum>> = {},
): Promise<PartitionOwner<Sum>> {
  const owned = new PartitionOwner({ ...definition, ...changes }, PARTITION, log);
  await owned.take();
  return owned;
}

describe('the owner of a partition', () => {
  it('writes outputs, states and positions together, and begins behind them next time', async () => {
    const log = new MemoryLog();
    const first = await owner(log);
    await first.offer([record(0, 1), record(2, 5, { model: 'n' }), record(3, 2)]);
    await first.offer([record(7, 1, { topic: 'other' })]);
    await first.close();
    expect(log.out).toEqual(['m=1', 'n=5', 'm=3', 'm=4']);
    expect(log.transactions).toBe(2);
    const taken: Record<string, number>[] = [];
    await owner(log, {
      onTaken: (states) => taken.push(Object.fromEntries([...states].map(([m, s]) => [m, s.total]))),
    });
    expect(log.resumed).toEqual([{}, { in: 4, other: 8 }]);
    expect(taken).toEqual([{ m: 4, n: 5 }]);
  });

  it('passes over what it folded before, by offset and by number', async () => {
    const log = new MemoryLog();
    const owned = await owner(log);
    await owned.offer([record(0, 1, { seq: 1 }), record(1, 2, { seq: 2 })]);
    await owned.offer([record(1, 2, { seq: 2 }), record(2, 2, { seq: 2 }), record(3, 4, { seq: 3 })]);
    expect(log.out).toEqual(['m=1', 'm=3', 'm=7']);
  });

  it('remembers its position when records change nothing', async () => {
    const log = new MemoryLog();
    await (await owner(log)).offer([record(0, 0), record(1, 0)]);
    expect([...log.states.keys()]).toEqual([POSITION_KEY]);
    await owner(log);
    expect(log.resumed.at(-1)).toEqual({ in: 2 });
  });

  it.each(['before', 'after'] as const)(
    'takes itself again from the state when a transaction is lost %s it was written',
    async (fail) => {
      const log = new MemoryLog();
      const owned = await owner(log);
      await owned.offer([record(0, 1)]);
      log.fail = fail;
      await owned.offer([record(1, 2), record(2, 3)]);
      await log.taken(2);
      expect(log.resumed.at(-1)).toEqual({ in: fail === 'after' ? 3 : 1 });
      await owned.offer([record(1, 2), record(2, 3)].slice(fail === 'after' ? 2 : 0));
      await owned.offer([record(3, 4)]);
      expect(log.out).toEqual(['m=1', 'm=3', 'm=6', 'm=10']);
      expect(log.confirmations).toBe(0);
    },
  );

  it('ignores records between a loss and being taken again', async () => {
    const log = new MemoryLog();
    const owned = await owner(log);
    log.fail = 'before';
    await Promise.all([owned.offer([record(0, 1)]), owned.offer([record(1, 2)])]);
    await log.taken(2);
    expect(log.out).toEqual([]);
    await owned.offer([record(0, 1), record(1, 2)]);
    expect(log.out).toEqual(['m=1', 'm=3']);
  });

  it('once fenced, asks the group before it fences others', async () => {
    const log = new MemoryLog();
    const sleeper = await owner(log);
    await owner(log);
    await sleeper.offer([record(0, 1)]);
    await log.taken(3);
    expect(log.out).toEqual([]);
    expect(log.confirmations).toBe(1);
  });

  it('keeps transactions at 500 records', async () => {
    const log = new MemoryLog();
    const owned = await owner(log);
    await owned.offer(Array.from({ length: 1_250 }, (_, at) => record(at, 1)));
    expect(log.transactions).toBeGreaterThanOrEqual(3);
    expect(log.out).toHaveLength(1_250);
    expect(log.out.at(-1)).toBe('m=1250');
  });

  it.each([
    ['a number is missing', record(2, 1, { seq: 4 }), 'CHK_FOLD_GAP'],
    ['a record cannot be folded', record(2, 'x', { seq: 3 }), 'CHK_STATE_INVALID'],
  ])('stands still when %s, with all before it committed', async (_what, bad, code) => {
    const log = new MemoryLog();
    const stopped: unknown[] = [];
    const owned = await owner(log, { onStopped: (_partition, error) => stopped.push(error) });
    await owned.offer([record(0, 1, { seq: 1 }), record(1, 2, { seq: 2 }), bad, record(3, 9, { seq: 5 })]);
    await owned.offer([record(4, 9, { seq: 6 })]);
    expect(log.out).toEqual(['m=1', 'm=3']);
    expect(stopped).toEqual([expect.objectContaining({ code })]);
    expect(heldFrom(definition, log.states).next).toEqual({ in: 2 });
  });

  it('refuses states of a program younger than itself, and foreign bytes', async () => {
    const log = new MemoryLog();
    await (await owner(log, { stateVersion: 3 })).offer([record(0, 1)]);
    const stopped: unknown[] = [];
    const onStopped = (_partition: number, error: unknown): void => void stopped.push(error);
    await owner(log, { onStopped });
    log.states.set('m', Buffer.from('{}'));
    await owner(log, { onStopped });
    expect(stopped).toEqual([
      expect.objectContaining({
        code: 'CHK_STATE_INVALID',
        remedy: expect.stringContaining('run that version'),
      }),
      expect.objectContaining({ code: 'CHK_STATE_INVALID' }),
    ]);
  });

  it('hands an older state to its owner with the version it has', async () => {
    const log = new MemoryLog();
    await (await owner(log, { stateVersion: 1 })).offer([record(0, 1)]);
    const versions: number[] = [];
    await owner(log, {
      decodeState: (bytes, version) => {
        versions.push(version);
        return definition.decodeState(bytes, version);
      },
    });
    expect(versions).toEqual([1]);
  });
});
