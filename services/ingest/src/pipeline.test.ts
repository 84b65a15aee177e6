import { describe, expect, it } from '@jest/globals';
import { CheckrideError } from '@checkride/domain/errors';
import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import type { Frontier } from '@checkride/domain/window';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { clockOf } from '@checkride/messaging/records';
import type { InboundRecord } from '@checkride/messaging/records';
import { contractOf, recordOf } from '../../../test/support/ingest/contract-of.js';
import { ingestConfig } from './config.js';
import { createIngestPipeline } from './pipeline.js';
import { createContractBook } from './steps/contracts.js';
import type { Position } from './steps/shelf.js';

const TOPIC = 'm.predictions';
const NOW = Date.UTC(2026, 0, 1, 12);
const UNAVAILABLE = new CheckrideError('CHK_CLICKHOUSE_UNAVAILABLE', 'away');
const contract = (clock: 'live' | 'replay') =>
  contractOf({
    model: 'm',
    task: 'binary',
    source: { predictions: TOPIC, format: 'avro', clock, ...(clock === 'replay' ? { lag: 1 } : {}) },
    features: { x: { type: 'number' } },
  });

/** A pipeline whose world is a list of what happened, with doors that tests may hold shut. */
function world(clock: 'live' | 'replay', settings: Record<string, string> = {}, known = true) {
  const log: string[] = [];
  const timers: { readonly ms: number; readonly callback: () => void }[] = [];
  const faults: Error[] = [];
  const fatal: unknown[] = [];
  const ends = { end: 0 };
  let gate: Promise<void> = Promise.resolve();
  const book = createContractBook([], {
    prediction: 'predictions.v1',
    label: 'labels.v1',
    outcome: 'outcomes.v1',
    exposure: 'exposures.v1',
    change: 'changes.v1',
  });
  const record = recordOf(contract(clock));
  if (known) book.apply(record);
  const loop = createIngestPipeline({
    config: ingestConfig.parse(settings),
    book,
    async insert(kind, bytes) {
      await gate;
      const fault = faults.shift();
      log.push(`${fault ? 'failed' : 'insert'} ${kind} ${bytes.length > 0}`);
      if (fault) throw fault;
    },
    promisesKnown: () => Promise.resolve(),
    promiseOf: () => undefined,
    offsetRanges: () => Promise.resolve([{ first: 0, end: ends.end }]),
    clockOf,
    sendDeadLetters: async (letters: readonly DeadLetter[]) =>
      void log.push(`letters ${letters.map(({ reason }) => reason).join()}`),
    publish: async (promises: readonly Frontier[]) =>
      void log.push(`promise ${promises.map((one) => `${one.next_offset}@${one.frontier - NOW}`).join()}`),
    commit: async (positions: readonly Position[]) =>
      void log.push(`commit ${positions.map((one) => one.next_offset).join()}`),
    onUnknownId: () => undefined,
    hold: (_name, offset) => void log.push(`hold ${offset}`),
    onFailure: (_error, failures) => void log.push(`trouble ${failures}`),
    onRecovery: () => void log.push('recovered'),
    onStored: () => undefined,
    onFatal: (error) => void fatal.push(error),
    now: () => NOW,
    elapsed: () => 0,
    schedule(ms, callback) {
      const timer = { ms, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    backOff: () => Promise.resolve(),
  });
  loop.onAssigned([{ topic: TOPIC, partition: 0 }]);
  const codec = avroCodec<unknown>(JSON.parse(record.schemas[0]!.schema));
  const one = (offset: number, more: Partial<InboundRecord> = {}): InboundRecord => ({
    topic: TOPIC,
    partition: 0,
    offset,
    timestamp: NOW - 1_000 + offset,
    key: null,
    value: codec.encodeSingleObject({
      prediction_id: `p${offset}`,
      model: 'm',
      version: '1',
      event_time: NOW - 2_000,
      features: {},
      prediction: { score: 0.5 },
      latency_ms: 1,
    }),
    headers: {},
    stampedByBroker: clock === 'live',
    ...more,
  });
  const clockRecord = (offset: number, at: number): InboundRecord =>
    one(offset, { value: null, timestamp: at, headers: { 'chk-clock': Buffer.from(String(at)) } });
  const batch = (records: readonly InboundRecord[], endOffset = (records.at(-1)?.offset ?? 0) + 1) =>
    loop.onBatch({ topic: TOPIC, partition: 0, records, endOffset, heartbeat: async () => undefined });
  return {
    loop,
    log,
    timers,
    faults,
    fatal,
    ends,
    one,
    clockRecord,
    batch,
    shut: (): (() => void) => {
      let open = (): void => undefined;
      gate = new Promise((resolve) => (open = resolve));
      return open;
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a shelf', () => {
  it('is stored, then its letters, then promised, then committed', async () => {
    const { loop, batch, one, log } = world('live');
    await batch([one(0), one(1, { value: Buffer.from('!') }), one(2)]);
    expect(log).toEqual([]);
    await loop.drain();
    expect(log).toEqual(['insert prediction true', 'letters undecodable', 'promise 3@-998', 'commit 3']);
  });

  it('is flushed at its age, and at the end of a live window before that', async () => {
    const { batch, one, timers, log } = world('live', { INGEST_FLUSH_MS: '60000' });
    await batch([one(0)]);
    // Windows of a minute and 5 s of lateness: at noon the next to close is that of 11:59, at 12:00:05.
    expect(timers.map(({ ms }) => ms)).toEqual([5_000]);
    timers.pop()?.callback();
    await settled();
    expect(log.at(-1)).toBe('commit 1');
  });

  it('waits longer while more is there to read', async () => {
    const { batch, one, timers } = world('live', { INGEST_FLUSH_MS: '1000', INGEST_FLUSH_MS_BEHIND: '4000' });
    await batch([one(0)], 50);
    expect(timers.map(({ ms }) => ms)).toEqual([4_000]);
    await batch([one(1)], 2);
    expect(timers.map(({ ms }) => ms)).toEqual([1_000]);
  });

  it('is flushed at a clock record when nothing more is there, and waits for more while behind', async () => {
    const behind = world('replay');
    await behind.batch([behind.one(0), behind.clockRecord(1, NOW)], 100);
    await settled();
    expect(behind.log).toEqual([]);
    const caughtUp = world('replay');
    await caughtUp.batch([caughtUp.one(0), caughtUp.clockRecord(1, NOW)]);
    await settled();
    expect(caughtUp.log).toEqual(['insert prediction true', 'promise 2@0', 'commit 2']);
  });

  it('fills while the one before is stored, and the third waits', async () => {
    const { batch, one, log, shut, loop } = world('live', { INGEST_FLUSH_ROWS_BEHIND: '2' });
    const open = shut();
    await batch([one(0), one(1)]);
    await batch([one(2)]);
    let through = false;
    const third = batch([one(3), one(4)]).then(() => (through = true));
    await settled();
    expect([log, through]).toEqual([[], false]);
    open();
    await third;
    await loop.drain();
    expect(log.filter((line) => line.startsWith('commit'))).toEqual(['commit 2', 'commit 4', 'commit 5']);
  });
});

describe('trouble with the store', () => {
  it('that passes is waited for without end, and nothing is promised before', async () => {
    const { loop, batch, one, log, faults } = world('live');
    faults.push(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    await batch([one(0)]);
    await loop.drain();
    expect(log).toEqual([
      ...[1, 2, 3].flatMap((n) => ['failed prediction true', `trouble ${n}`]),
      'insert prediction true',
      'recovered',
      'promise 1@-1000',
      'commit 1',
    ]);
  });

  it('that is a mistake of ours ends the process, and nothing is promised', async () => {
    const { loop, batch, one, log, faults, fatal } = world('live');
    faults.push(new TypeError('a mistake'));
    await batch([one(0)]);
    await loop.drain();
    expect([log, fatal.length]).toEqual([['failed prediction true'], 1]);
  });
});

describe('partitions taken away', () => {
  it('are not flushed, and a flush under way does not commit', async () => {
    const { loop, batch, one, log, shut } = world('live', { INGEST_FLUSH_ROWS_BEHIND: '1' });
    const open = shut();
    await batch([one(0)]);
    const second = batch([one(1)]);
    loop.onRevoked();
    open();
    await second;
    await loop.drain();
    expect(log).toEqual(['insert prediction true']);
  });
});

describe('a record whose contract is unknown', () => {
  it('holds its partition once and is set aside when no contract came', async () => {
    const { loop, one, log } = world('live', {}, false);
    loop.onAssigned([{ topic: 'predictions.v1', partition: 0 }]);
    const offer = (): Promise<void> =>
      loop.onBatch({
        topic: 'predictions.v1',
        partition: 0,
        records: [one(7, { topic: 'predictions.v1' })],
        endOffset: 8,
        heartbeat: async () => undefined,
      });
    await offer();
    expect(log).toEqual(['hold 7']);
    await offer();
    await loop.drain();
    expect(log.slice(1)).toEqual(['letters unknown_schema', 'promise 8@-993', 'commit 8']);
  });
});

describe('an idle live partition', () => {
  it('is promised up to 100 ms ago once all it holds is stored', async () => {
    const { loop, batch, one, log, ends } = world('live');
    await batch([one(0)]);
    ends.end = 1;
    await loop.onIdle();
    expect(log).toEqual([]);
    await loop.drain();
    ends.end = 2;
    await loop.onIdle();
    expect(log.filter((line) => line.startsWith('promise'))).toEqual(['promise 1@-1000']);
    ends.end = 1;
    await loop.onIdle();
    await loop.onIdle();
    expect(log.filter((line) => line.startsWith('promise'))).toEqual(['promise 1@-1000', 'promise 1@-100']);
  });

  it('is never promised on the replay clock', async () => {
    const { loop, log } = world('replay');
    await settled();
    await loop.onIdle();
    expect(log).toEqual([]);
  });
});
